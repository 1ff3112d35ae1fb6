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
  bool is_default = false;  ///< answers requests that name no version
};

/// Finds the models below a path.
///
/// The path is a model directory (has `config.json`), a run (has `model/`), a model with versions
/// (directories named by positive integers) or a repository of such; the version labelled `stable`
/// in `labels.json` is the default one, else the highest. What is none of these is passed over, so
/// that a version being copied or published beside the others does no harm.
///
/// @throws Error kNotFound if the path does not exist or has no model below it; kInvalidData if
///   `labels.json` is malformed or labels a version that is not there
std::vector<ModelDirectory> find_models(const std::filesystem::path& path);

}  // namespace maas::serving::repository
