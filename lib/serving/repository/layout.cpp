#include "serving/repository/layout.h"

#include <algorithm>
#include <iterator>

#include "base/files.h"
#include "store/repository.h"
#include "store/resolve.h"

namespace maas::serving::repository {
namespace {

namespace fs = std::filesystem;

/// The version of a model that stands alone.
constexpr const char* kOnlyVersion = "1";

std::vector<ModelDirectory> versions_below(const fs::path& model) {
  const std::int64_t chosen = store::default_version(model).number;
  std::vector<ModelDirectory> found;
  for (const store::ModelVersion& version : store::versions_of(model)) {
    found.push_back({.name = base::name_of_directory(model),
                     .version = std::to_string(version.number),
                     .path = version.path,
                     .is_default = version.number == chosen});
  }
  return found;
}

}  // namespace

std::vector<ModelDirectory> find_models(const std::string& text) {
  const bool is_single = store::is_model(text) || store::is_model(fs::path(text) / "model");
  if (!is_single && !store::versions_of(text).empty()) return versions_below(text);

  std::vector<ModelDirectory> found;
  for (const std::string& name : is_single ? std::vector<std::string>{} : store::models_in(text)) {
    std::ranges::move(versions_below(fs::path(text) / name), std::back_inserter(found));
  }
  if (!found.empty()) return found;

  const store::ResolvedModel model = store::resolve_model(text);
  return {{.name = model.name,
           .version = model.version.empty() ? kOnlyVersion : model.version,
           .path = model.directory}};
}

}  // namespace maas::serving::repository
