#pragma once

#include <filesystem>
#include <optional>

#include "maas/recipe.h"
#include "store/model_manifest.h"

namespace maas::store {

/// Returns the recipe that a model's manifest records, or nothing.
/// @throws Error kInvalidData if it is there and malformed
std::optional<Recipe> recorded_recipe(const std::filesystem::path& directory,
                                      const ModelManifest& manifest);

}  // namespace maas::store
