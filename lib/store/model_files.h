#pragma once

#include <filesystem>

#include <nlohmann/json.hpp>

#include "store/model_manifest.h"

namespace maas::store {

/// What describes a model in its directory, as it was read.
struct ModelFiles {
  std::filesystem::path directory;
  nlohmann::ordered_json config;  ///< `config.json`
  ModelManifest manifest;         ///< as read, or inferred from the other files

  std::filesystem::path path(const char* name) const { return directory / name; }
};

}  // namespace maas::store
