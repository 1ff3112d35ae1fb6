#include "store/recorded_recipe.h"

#include <nlohmann/json.hpp>

#include "formats/json/json.h"
#include "maas/catalog.h"
#include "recipe/json_file.h"

namespace maas::store {

std::optional<Recipe> recorded_recipe(const std::filesystem::path& directory,
                                      const ModelManifest& manifest) {
  if (manifest.recipe.empty()) return std::nullopt;
  const std::string origin = (directory / kModelManifest).string();
  return recipe::recipe_from_json<Recipe>(
      formats::parse_json<formats::OrderedJson>(manifest.recipe, origin), origin, catalog());
}

}  // namespace maas::store
