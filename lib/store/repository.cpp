#include "store/repository.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/files.h"
#include "base/strings.h"
#include "formats/json/json.h"
#include "maas/error.h"

namespace maas::store {

namespace fs = std::filesystem;

namespace {

/// Reads a version as its directory is named: a positive number without leading zeros.
std::optional<std::int64_t> parse_version(std::string_view name) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  const bool plain = error == std::errc{} && end == name.data() + name.size();
  return plain && number > 0 && !name.starts_with('0') ? std::optional(number) : std::nullopt;
}

const ModelVersion* find(const std::vector<ModelVersion>& versions, std::int64_t number) {
  const auto found = std::ranges::find(versions, number, &ModelVersion::number);
  return found == versions.end() ? nullptr : &*found;
}

}  // namespace

bool is_model(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path / "config.json", error);
}

std::vector<ModelVersion> versions_of(const fs::path& model) {
  std::vector<ModelVersion> versions;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(model, error)) {
    const auto number = parse_version(entry.path().filename().string());
    if (number && is_model(entry.path())) versions.push_back({*number, entry.path()});
  }
  std::ranges::sort(versions, {}, &ModelVersion::number);
  return versions;
}

Labels labels_of(const fs::path& model) {
  const fs::path path = model / "labels.json";
  if (!base::exists(path)) return {};
  const formats::Json document = formats::read_json(path);
  if (!document.is_object()) fail(ErrorCode::kInvalidData, "'{}' is no JSON object", path.string());
  Labels labels;
  for (const auto& [label, version] : document.items()) {
    const auto number = parse_version(version.dump());
    if (!number) {
      fail(ErrorCode::kInvalidData, "'{}': label '{}' is {}, not a version", path.string(), label,
           version.dump());
    }
    labels.emplace(label, *number);
  }
  return labels;
}

ModelVersion default_version(const fs::path& model) {
  const std::vector<ModelVersion> versions = versions_of(model);
  if (versions.empty()) fail(ErrorCode::kNotFound, "'{}' holds no version", model.string());
  const Labels labels = labels_of(model);
  const auto stable = labels.find("stable");
  if (stable == labels.end()) return versions.back();
  const ModelVersion* version = find(versions, stable->second);
  if (version == nullptr) {
    fail(ErrorCode::kInvalidData, "'{}': stable is version {}, which is not there",
         (model / "labels.json").string(), stable->second);
  }
  return *version;
}

ModelVersion version_named(const fs::path& model, const std::string& name) {
  const Labels labels = labels_of(model);
  const auto label = labels.find(name);
  const auto number = label == labels.end() ? parse_version(name) : label->second;
  const std::vector<ModelVersion> versions = versions_of(model);
  if (number) {
    if (const ModelVersion* version = find(versions, *number)) return *version;
  }
  std::vector<std::string> names;
  for (const auto& entry : labels) names.push_back(entry.first);
  for (const ModelVersion& version : versions) names.push_back(std::to_string(version.number));
  throw failure_with_hint(ErrorCode::kNotFound, fmt::format("there are {}", base::join(names)),
                          "'{}' has no version or label '{}'", model.string(), name);
}

std::vector<std::string> models_in(const fs::path& repository) {
  std::vector<std::string> names;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(repository, error)) {
    if (!versions_of(entry.path()).empty()) names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace maas::store
