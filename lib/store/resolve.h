#pragma once

#include <filesystem>
#include <string>

namespace maas::store {

/// The model directory that a name on a command line means.
struct ResolvedModel {
  std::filesystem::path directory;
  std::string name;     ///< of the directory; for a run's model, the run's
  std::string version;  ///< of a model in a repository; else empty
};

/// Resolves `MODEL`: a directory with `config.json`; a run, which has `model/`; a directory with
/// versions, whose `stable` or highest is meant; the same with `@VERSION` or `@LABEL` behind it.
/// @throws Error kNotFound if it is none of these; kInvalidData if `labels.json` is malformed
ResolvedModel resolve_model(const std::string& text);

}  // namespace maas::store
