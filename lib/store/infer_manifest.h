#pragma once

#include <filesystem>

#include "store/model_manifest.h"

namespace maas::store {

/// Returns what `config.json` of a directory without `maas.json` tells.
/// @throws Error kNotFound if there is no `config.json`; kInvalidData if it is malformed
ModelManifest infer_manifest(const std::filesystem::path& directory);

}  // namespace maas::store
