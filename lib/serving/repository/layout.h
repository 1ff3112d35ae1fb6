#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace maas::serving::repository {

/// One version of a model on disk.
struct ModelDirectory {
  std::string name;
  std::string version;
  std::filesystem::path path;
  bool is_default = true;  ///< answers requests that name no version
};

/// Finds what to serve for `MODEL|REPO` on a command line: all versions of all models of a
/// repository, all versions of one model, or the one model directory that `store::resolve_model`
/// finds.
///
/// @throws Error kNotFound if there is no model; kInvalidData if `labels.json` is malformed or
/// calls
///   a version stable that is not there
std::vector<ModelDirectory> find_models(const std::string& text);

}  // namespace maas::serving::repository
