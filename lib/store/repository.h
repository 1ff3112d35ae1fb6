#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

/// A repository: `<name>/<integer version>/` are model directories, `<name>/labels.json` names
/// some.
namespace maas::store {

/// One version of a model.
struct ModelVersion {
  std::int64_t number = 0;
  std::filesystem::path path;
};

/// From label (`stable`, `canary`, ...) to version.
using Labels = std::map<std::string, std::int64_t>;

/// Whether `path` is a model directory: it has a `config.json`.
bool is_model(const std::filesystem::path& path);

/// Returns the versions below a model's directory, lowest first. Versions that are half copied or
/// being published are passed over.
std::vector<ModelVersion> versions_of(const std::filesystem::path& model);

/// Returns what `labels.json` says; nothing where there is none.
/// @throws Error kInvalidData if it is no JSON object of positive integers
Labels labels_of(const std::filesystem::path& model);

/// Returns the version that a request without a version means: the one labelled `stable`, else the
/// highest.
/// @throws Error kInvalidData if `stable` is not there; kNotFound if there are no versions
ModelVersion default_version(const std::filesystem::path& model);

/// Returns the version of this number or label.
/// @throws Error kNotFound if there is none; kInvalidData as labels_of
ModelVersion version_named(const std::filesystem::path& model, const std::string& name);

/// Returns the names of the models in a repository, sorted.
std::vector<std::string> models_in(const std::filesystem::path& repository);

}  // namespace maas::store
