#include "recipe/kinds.h"

#include "support/support.h"

namespace maas::recipe {
namespace {

Catalog catalog_of_two_kinds() {
  Catalog catalog;
  const auto add = [&](Registry registry, const std::string& name, const std::string& kind) {
    catalog.add(registry, {.name = name, .summary = name, .kinds = {kind}});
  };
  add(Registry::kLayout, "folder", "image");
  add(Registry::kLayout, "table", "row");
  add(Registry::kTask, "look", "image");
  add(Registry::kTask, "count", "row");
  add(Registry::kArchitecture, "eye", "image");
  add(Registry::kArchitecture, "lens", "image");
  add(Registry::kArchitecture, "abacus", "row");
  add(Registry::kTransform, "mirror", "image");
  return catalog;
}

Recipe recipe_of(const std::string& layout, const std::string& task, const std::string& network) {
  Recipe recipe;
  recipe.data.train.layout.name = layout;
  recipe.task.name = task;
  recipe.model.network.name = network;
  return recipe;
}

TEST(Kinds, OfPartsThatGoTogetherAreTheSame) {
  const Catalog catalog = catalog_of_two_kinds();
  EXPECT_TRUE(mismatches(recipe_of("folder", "look", "eye"), catalog).empty());
  EXPECT_TRUE(mismatches(recipe_of("table", "count", "abacus"), catalog).empty());
}

TEST(Kinds, ThatDifferAreNamedAtTheirPlacesWithThePartsThatFit) {
  Recipe recipe = recipe_of("folder", "count", "abacus");
  recipe.data.test = SplitBlock{.layout = {"table", {}}};
  recipe.data.augment = {{{"mirror", {}}}};
  const auto found = mismatches(recipe, catalog_of_two_kinds());
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].path, "task");
  EXPECT_EQ(found[1].path, "model.arch");
  EXPECT_EQ(found[1].message,
            "architecture 'abacus' takes data of the kind row, 'folder' gives image");
  EXPECT_EQ(found[1].hint, "image is taken by eye, lens");
  EXPECT_EQ(found[2].path, "data.test.format");
}

TEST(Kinds, OfATransformCountToo) {
  Recipe recipe = recipe_of("table", "count", "abacus");
  recipe.data.augment = {{{"mirror", {}}}};
  EXPECT_ERROR(require_same_kind(recipe, catalog_of_two_kinds()), kInvalidRecipe,
               "data.augment[0].op: transform 'mirror' takes data of the kind image");
}

TEST(Kinds, OfNetworkAndTaskAreTheSameToo) {
  Catalog catalog = catalog_of_two_kinds();
  catalog.add(Registry::kLayout, {.name = "album", .summary = "", .kinds = {"image", "row"}});
  EXPECT_TRUE(mismatches(recipe_of("album", "look", "eye"), catalog).empty());
  const auto found = mismatches(recipe_of("album", "look", "abacus"), catalog);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].message,
            "architecture 'abacus' takes data of the kind row, 'album' for 'look' gives image");
  EXPECT_EQ(found[0].hint, "image is taken by eye, lens");
}

TEST(Kinds, OfNetworksThatAreForAnotherTaskAreNamed) {
  Catalog catalog = catalog_of_two_kinds();
  catalog.add(Registry::kTask,
              {.name = "dream", .summary = "", .kinds = {"image"}, .supports = {"dreaming"}});
  catalog.add(Registry::kArchitecture,
              {.name = "mind", .summary = "", .kinds = {"image"}, .supports = {"dreaming"}});
  EXPECT_TRUE(mismatches(recipe_of("folder", "dream", "mind"), catalog).empty());
  const auto found = mismatches(recipe_of("folder", "dream", "eye"), catalog);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].path, "model.arch");
  EXPECT_EQ(found[0].message, "architecture 'eye' is not for the task 'dream'");
  EXPECT_EQ(found[0].hint, "there is mind");
  EXPECT_EQ(mismatches(recipe_of("folder", "look", "mind"), catalog)[0].hint, "there is eye, lens");
}

TEST(Kinds, OfUnknownNamesArePassedOver) {
  EXPECT_TRUE(mismatches(recipe_of("folder", "look", "ear"), catalog_of_two_kinds()).empty());
  EXPECT_TRUE(mismatches(recipe_of("drawer", "count", "eye"), catalog_of_two_kinds()).empty());
}

}  // namespace
}  // namespace maas::recipe
