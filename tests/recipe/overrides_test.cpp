#include "recipe/overrides.h"

#include <fstream>

#include "sample.h"

namespace maas::test {
namespace {

class Overrides : public ::testing::Test {
 protected:
  SampleRecipe read(std::vector<std::string> overrides, std::vector<recipe::Flag> flags = {}) {
    std::ofstream(directory / "r.yaml") << kText;
    return read_request({.file = (directory / "r.yaml").string(),
                         .overrides = std::move(overrides),
                         .flags = std::move(flags)});
  }

  static constexpr const char* kText = R"(schema: maas.recipe/v1
model: {arch: mlp}
data: {train: images, augment: [{op: random-crop}, {op: hflip}]}
optim: {name: sgd, momentum: 0.5}
gates: {test.acc: ">= 0.9"}
)";
  TemporaryDirectory directory;
};

TEST_F(Overrides, SetKeysThatTheRecipeHas) {
  EXPECT_EQ(read({"optim.momentum=0.25"}).optim.optimizer.options.as<SgdOptions>().momentum, 0.25);
}

TEST_F(Overrides, SetKeysThatTheRecipeLeavesOut) {
  EXPECT_EQ(read({"train.early_stop.on=acc"}).train.early_stop->on, "acc");
}

TEST_F(Overrides, SetElementsOfLists) {
  EXPECT_EQ(read({"data.augment[0].pad=9"}).data.augment[0].transform.options.as<CropOptions>().pad,
            9);
}

TEST_F(Overrides, SetWholeListsAndMaps) {
  EXPECT_EQ(read({"data.labels=[a, 'b c']"}).data.labels, (std::vector<std::string>{"a", "b c"}));
  const SampleRecipe merged = read({"optim={lr: 0.5}"});
  EXPECT_EQ(merged.optim.optimizer.options.as<SgdOptions>().lr, 0.5);
  EXPECT_EQ(merged.optim.optimizer.options.as<SgdOptions>().momentum, 0.5);
}

TEST_F(Overrides, TakeTextsAsTheyAre) {
  EXPECT_EQ(read({"note=>= a: b # c"}).note, ">= a: b # c");
  EXPECT_EQ(read({"note='quoted'"}).note, "quoted");
}

TEST_F(Overrides, SetKeysWithDots) {
  EXPECT_EQ(read({"gates.test.acc=>= 0.5"}).gates,
            (std::map<std::string, std::string>{{"test.acc", ">= 0.5"}}));
  EXPECT_EQ(read({"gates.valid.acc=> 0"}).gates.at("valid.acc"), "> 0");
}

TEST_F(Overrides, SetGatesOnClassesOfAnyName) {
  for (const std::string metric :
       {"test.f1[7]", "f1[a b]", "recall[x.y]", "valid.f1[a>=b]", "f1[]]"}) {
    EXPECT_EQ(read({"gates." + metric + "=>= 0.5"}).gates.at(metric), ">= 0.5") << metric;
    EXPECT_FALSE(read({"gates." + metric + "=>= 0.5", "~gates." + metric}).gates.contains(metric));
  }
}

TEST_F(Overrides, RemoveKeys) {
  EXPECT_EQ(read({"~optim.momentum"}).optim.optimizer.options.as<SgdOptions>().momentum, 0);
  EXPECT_TRUE(read({"~gates.test.acc"}).gates.empty());
}

TEST_F(Overrides, ApplyInOrder) {
  EXPECT_EQ(read({"seed=1", "seed=2"}).seed, 2);
}

TEST_F(Overrides, AreBlamedForUnknownKeys) {
  EXPECT_ERROR(read({"optim.momentm=0.1"}), kInvalidRecipe,
               "argument 'optim.momentm=0.1': error: unknown key 'optim.momentm'");
  EXPECT_ERROR(read({"optim.momentm=0.1"}), kInvalidRecipe, "did you mean 'optim.momentum'?");
}

TEST_F(Overrides, AreBlamedForWrongValues) {
  EXPECT_ERROR(read({"train.until=50"}), kInvalidRecipe,
               "argument 'train.until=50': error: 'train.until' has no unit");
  EXPECT_ERROR(read({"data.labels=[a"}), kInvalidRecipe, "argument 'data.labels=[a': error:");
}

TEST_F(Overrides, RefuseAnIndexOutOfRange) {
  EXPECT_ERROR(read({"data.augment[2].pad=1"}), kInvalidRecipe,
               "no element '[2].pad' in 'data.augment'");
  EXPECT_ERROR(read({"data.augment[x].pad=1"}), kInvalidRecipe, "no element '[x].pad'");
}

TEST_F(Overrides, RefuseToRemoveWhatIsNotSet) {
  EXPECT_ERROR(read({"~optim.momentm"}), kInvalidRecipe, "nothing to remove");
  EXPECT_ERROR(read({"~optim.momentm"}), kInvalidRecipe, "did you mean 'optim.momentum'?");
}

TEST_F(Overrides, RefuseWhatIsNoOverride) {
  EXPECT_ERROR(read({"seed"}), kInvalidRecipe, "argument 'seed': error: no override");
  EXPECT_ERROR(read({"=1"}), kInvalidRecipe, "no override");
  EXPECT_ERROR(read({""}), kInvalidRecipe, "no override");
}

TEST_F(Overrides, OfFlagsWinAndAreBlamedAsUsage) {
  const recipe::Flag good{.path = "seed", .values = {"7"}, .shown = "--seed 7"};
  EXPECT_EQ(read({"seed=2"}, {good}).seed, 7);
  const recipe::Flag bad{.path = "seed", .values = {"-7"}, .shown = "--seed -7"};
  EXPECT_ERROR(read({}, {bad}), kUsage, "argument '--seed -7': error: must be at least 0, not -7");
}

TEST_F(Overrides, OfFlagsMaySetLists) {
  const recipe::Flag flag{
      .path = "data.labels", .values = {"a", "b"}, .is_list = true, .shown = "--labels"};
  EXPECT_EQ(read({}, {flag}).data.labels, (std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace maas::test
