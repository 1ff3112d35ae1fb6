#include "recipe/compose.h"

#include <fstream>

#include "sample.h"

namespace maas::test {
namespace {

class Compose : public ::testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text) {
    std::filesystem::create_directories((directory / name).parent_path());
    std::ofstream(directory / name) << text;
    return (directory / name).string();
  }

  SampleRecipe read_file(const std::string& name) const {
    return read_request(
        {.file = (directory / name).string(), .builtin_root = directory / "shipped"});
  }

  TemporaryDirectory directory;
};

constexpr std::string_view kSchemaLine = "schema: maas.recipe/v1\n";

std::string with_schema(const std::string& text) {
  return std::string(kSchemaLine) + text;
}

TEST_F(Compose, MergesMapsAndReplacesScalarsAndLists) {
  write("base.yaml", std::string(kLeast) + "optim: {name: sgd, lr: 0.1, momentum: 0.9}\nseed: 1\n");
  write("r.yaml", with_schema("extends: base.yaml\noptim: {lr: 0.2}\nmodel: {widths: [7]}\n"));
  const SampleRecipe recipe = read_file("r.yaml");
  EXPECT_EQ(recipe.optim.optimizer.options.as<SgdOptions>().lr, 0.2);
  EXPECT_EQ(recipe.optim.optimizer.options.as<SgdOptions>().momentum, 0.9);
  EXPECT_EQ(recipe.model.network.options.as<MlpOptions>().widths, std::vector<std::int64_t>{7});
  EXPECT_EQ(recipe.seed, 1);
}

TEST_F(Compose, LaterOfSeveralBasesWins) {
  write("a.yaml", std::string(kLeast) + "seed: 1\nnote: a\n");
  write("b.yaml", with_schema("seed: 2\n"));
  write("r.yaml", with_schema("extends: [a.yaml, b.yaml]\n"));
  EXPECT_EQ(read_file("r.yaml").seed, 2);
  EXPECT_EQ(read_file("r.yaml").note, "a");
}

TEST_F(Compose, ExtendsShippedRecipesByName) {
  write("shipped/digits/mlp.yaml", std::string(kLeast) + "seed: 3\n");
  write("r.yaml", with_schema("extends: builtin:digits/mlp\n"));
  EXPECT_EQ(read_file("r.yaml").seed, 3);
}

TEST_F(Compose, SuggestsAShippedRecipe) {
  write("shipped/digits/mlp.yaml", std::string(kLeast));
  const std::string file = write("r.yaml", with_schema("extends: builtin:digits/mpl\n"));
  EXPECT_ERROR(read_file("r.yaml"), kInvalidRecipe,
               file + ":2:10: error: there is no shipped recipe");
  EXPECT_ERROR(read_file("r.yaml"), kInvalidRecipe, "did you mean 'digits/mlp'?");
}

TEST_F(Compose, RefusesABuiltinNameThatLeavesTheShippedRecipes) {
  write("secret.yaml", std::string(kLeast));
  write("shipped/a.yaml", std::string(kLeast));
  write("r.yaml", with_schema("extends: builtin:../secret\n"));
  EXPECT_ERROR(read_file("r.yaml"), kInvalidRecipe, "there is no shipped recipe '../secret'");
}

TEST_F(Compose, RemovesAKey) {
  write("base.yaml", std::string(kLeast) + "optim: {name: sgd, momentum: 0.9}\n");
  write("r.yaml", with_schema("extends: base.yaml\noptim: {~momentum: , name: adam}\n"));
  EXPECT_EQ(read_file("r.yaml").optim.optimizer.name, "adam");
}

TEST_F(Compose, RefusesToRemoveWhatIsNotThere) {
  write("base.yaml", std::string(kLeast) + "optim: {name: sgd}\n");
  write("r.yaml", with_schema("extends: base.yaml\noptim: {~nam: }\n"));
  EXPECT_ERROR(read_file("r.yaml"), kInvalidRecipe, "nothing to remove");
  EXPECT_ERROR(read_file("r.yaml"), kInvalidRecipe, "did you mean 'optim.name'?");
}

TEST_F(Compose, RefusesAValueForAKeyThatIsRemoved) {
  write("r.yaml", std::string(kLeast) + "~seed: 1\n");
  EXPECT_ERROR(read_file("r.yaml"), kInvalidRecipe, "'~seed' removes a key and takes no value");
}

TEST_F(Compose, AppendsToAList) {
  write("base.yaml", with_schema("model: {arch: mlp}\ndata: {train: x, labels: [a]}\n"));
  write("r.yaml", with_schema("extends: base.yaml\ndata: {labels+: [b, c]}\n"));
  EXPECT_EQ(read_file("r.yaml").data.labels, (std::vector<std::string>{"a", "b", "c"}));
}

TEST_F(Compose, RefusesToAppendToWhatIsNoList) {
  write("base.yaml", std::string(kLeast) + "note: a\n");
  write("r.yaml", with_schema("extends: base.yaml\nnote+: [b]\ndata: {label+: [c]}\n"));
  EXPECT_ERROR(read_file("r.yaml"), kInvalidRecipe, "'note+' appends a list to a list, not 'a'");
  EXPECT_ERROR(read_file("r.yaml"), kInvalidRecipe, "nothing to append to");
}

TEST_F(Compose, RefusesARecipeThatExtendsItself) {
  write("a.yaml", with_schema("extends: b.yaml\n"));
  write("b.yaml", with_schema("extends: a.yaml\n"));
  EXPECT_ERROR(read_file("a.yaml"), kInvalidRecipe, "extends itself");
}

TEST_F(Compose, BlamesTheFileThatHoldsTheKey) {
  const std::string base = write("sub/base.yaml", std::string(kLeast) + "seed: x\n");
  write("r.yaml", with_schema("extends: sub/base.yaml\n"));
  EXPECT_ERROR(read_file("r.yaml"), kInvalidRecipe, base + ":4:7: error: 'seed' must be");
}

TEST_F(Compose, RelativePathsCountFromTheFileThatWroteThem) {
  write("sub/base.yaml", with_schema("model: {arch: mlp}\ndata: {train: ../images}\n"));
  write("r.yaml", with_schema("extends: sub/base.yaml\n"));
  EXPECT_EQ(read_file("r.yaml").data.train.text, (directory / "images").string());
}

TEST_F(Compose, AbsolutePathsStayAsTheyAre) {
  write("r.yaml", with_schema("model: {arch: mlp}\ndata: {train: /a/../b}\n"));
  EXPECT_EQ(read_file("r.yaml").data.train.text, "/a/../b");
}

TEST_F(Compose, RefusesAMissingFileAsNotFound) {
  EXPECT_ERROR(read_file("none.yaml"), kNotFound, "there is no recipe");
}

TEST_F(Compose, RefusesAMissingBaseAtItsPlace) {
  const std::string file = write("r.yaml", with_schema("extends: none.yaml\n"));
  EXPECT_ERROR(read_file("r.yaml"), kInvalidRecipe, file + ":2:10: error: there is no recipe");
}

TEST_F(Compose, RequiresTheSchema) {
  write("r.yaml", "seed: 1\n");
  EXPECT_ERROR(read_file("r.yaml"), kInvalidRecipe, "missing key 'schema'");
}

TEST_F(Compose, RefusesAnotherSchema) {
  write("r.yaml", "schema: maas.recipe/v2\n");
  EXPECT_ERROR(read_file("r.yaml"), kInvalidRecipe,
               ":1:9: error: schema 'maas.recipe/v2' is not known");
}

TEST_F(Compose, RefusesARecipeThatIsNoMap) {
  write("r.yaml", "[1, 2]\n");
  EXPECT_ERROR(read_file("r.yaml"), kInvalidRecipe, "a recipe is a map of keys, not a list");
}

}  // namespace
}  // namespace maas::test
