#include "store/resolve.h"

#include <optional>

#include "base/files.h"
#include "maas/error.h"
#include "store/output.h"
#include "store/repository.h"

namespace maas::store {

namespace fs = std::filesystem;

namespace {

ResolvedModel resolved(const fs::path& model, const ModelVersion& version) {
  return {version.path, base::name_of_directory(model), std::to_string(version.number)};
}

std::optional<ResolvedModel> resolve_directory(const fs::path& path) {
  if (is_model(path)) return ResolvedModel{path, base::name_of_directory(path), ""};
  if (is_model(path / "model")) {
    return ResolvedModel{path / "model", base::name_of_directory(path), ""};
  }
  if (!versions_of(path).empty()) return resolved(path, default_version(path));
  return std::nullopt;
}

std::optional<ResolvedModel> resolve_version(const std::string& text) {
  const std::size_t at = text.rfind('@');
  if (at == text.npos) return std::nullopt;
  const fs::path model = text.substr(0, at);
  if (versions_of(model).empty()) return std::nullopt;
  return resolved(model, version_named(model, text.substr(at + 1)));
}

std::string hint_for(const fs::path& path) {
  if (base::exists(path / kMarker)) return "the run has not finished: repeat its command";
  if (base::exists(path)) return "a model directory has a config.json";
  return "";
}

}  // namespace

ResolvedModel resolve_model(const std::string& text) {
  if (const auto found = resolve_directory(text)) return *found;
  if (const auto found = resolve_version(text)) return *found;
  throw failure_with_hint(ErrorCode::kNotFound, hint_for(text), "{} '{}'",
                          base::exists(text) ? "there is no model in" : "there is no", text);
}

}  // namespace maas::store
