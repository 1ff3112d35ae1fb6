#include "store/comparison.h"

#include <fstream>

#include "maas/recipe.h"
#include "maas/version.h"
#include "recipe/check.h"
#include "recipe/resolved.h"
#include "store/models.h"
#include "store/run_manifest.h"
#include "support/support.h"

namespace maas::store {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

constexpr const char* kText = R"(schema: maas.recipe/v1
task: image-classification
model: {arch: mlp}
data: {train: {format: idx, path: /pictures}}
)";

class ComparisonTest : public ::testing::Test {
 protected:
  std::string recipe_file(const std::string& name, const std::string& more) const {
    std::ofstream(directory_ / name) << kText << more;
    return directory_ / name;
  }

  /// A run of the recipe with `more` in it.
  std::string run(const std::string& name, const std::string& more,
                  const RunManifest& manifest) const {
    const Recipe recipe = recipe::read_file(recipe_file(name + ".yaml", more), {}, catalog());
    fs::create_directories(directory_ / name);
    std::ofstream(directory_ / name / "recipe.resolved.yaml") << recipe::resolved_yaml(recipe);
    write_run_manifest(directory_ / name / "manifest.json", manifest);
    return directory_ / name;
  }

  static Differences between(const std::string& a, const std::string& b) {
    return compare(read_subject(a, {}, catalog()), read_subject(b, {}, catalog()));
  }

  maas::test::TemporaryDirectory directory_;
};

TEST_F(ComparisonTest, OfARecipeWithItselfIsEmpty) {
  const std::string file = recipe_file("a.yaml", "seed: 1\n");
  EXPECT_TRUE(between(file, file).none());
}

TEST_F(ComparisonTest, OfRecipesNamesTheKeyBothValuesAndWhoSetThem) {
  const std::string a = recipe_file("a.yaml", "");
  const std::string b = recipe_file("b.yaml", "optim: {lr: 0.1}\n");
  const Differences found = between(a, b);
  ASSERT_EQ(found.recipe.size(), 1U);
  EXPECT_EQ(found.recipe[0].key, "optim.lr");
  EXPECT_EQ(found.recipe[0].before, "0.001");
  EXPECT_EQ(found.recipe[0].after, "0.1");
  EXPECT_EQ(found.recipe[0].before_by, "default");
  EXPECT_EQ(found.recipe[0].after_by, b + ":5");
}

TEST_F(ComparisonTest, SaysOfAKeyThatOneComponentLacksThatNobodySetIt) {
  const Differences found =
      between(recipe_file("a.yaml", ""), recipe_file("b.yaml", "optim: {name: sgd, lr: 0.001}\n"));
  EXPECT_THAT(found.recipe, ::testing::Contains(AllOf(Field(&Difference::key, "optim.beta1"),
                                                      Field(&Difference::after, ""),
                                                      Field(&Difference::after_by, ""))));
}

TEST_F(ComparisonTest, OfRunsTellsTheMachineTheDataAndTheMetricsApart) {
  RunManifest first{.status = "complete", .build = "0.1", .threads = 1};
  first.data = {{"train", "aa"}};
  first.metrics = {{"test.acc", 0.9}, {"test.loss", 0.5}};
  RunManifest second = first;
  second.threads = 2;
  second.data["train"] = "bb";
  second.metrics = {{"test.acc", 0.8}, {"valid.acc", 0.7}};
  second.metrics["test.loss"] = 0.5;
  const Differences found = between(run("a", "", first), run("b", "seed: 7\n", second));
  ASSERT_EQ(found.recipe.size(), 1U);
  EXPECT_EQ(found.recipe[0].before_by, "default");
  EXPECT_EQ(found.recipe[0].after_by, "the run's recipe");
  EXPECT_THAT(found.run, ElementsAre(Field(&Difference::key, "threads")));
  EXPECT_THAT(found.data, ElementsAre(Field(&Difference::after, "bb")));
  ASSERT_EQ(found.metrics.size(), 2U);
  EXPECT_EQ(found.metrics[0].after, 0.8);
  EXPECT_EQ(found.metrics[1].before, std::nullopt);
}

TEST_F(ComparisonTest, OfARunWithARecipeComparesTheRecipesAlone) {
  const std::string done = run("a", "", {.status = "complete", .threads = 3});
  EXPECT_TRUE(between(done, recipe_file("b.yaml", "")).none());
}

TEST_F(ComparisonTest, OfARunWithItsModelIsEmpty) {
  const Recipe recipe = recipe::read_file(recipe_file("m.yaml", ""), {}, catalog());
  const std::string done =
      run("m", "",
          {.status = "complete", .build = std::string(kVersion), .metrics = {{"test.acc", 0.9}}});
  ModelWriter writer(directory_ / "m" / "model", false);
  base::write_file(writer.file("config.json"), R"({"model_type":"mlp"})");
  ModelManifest manifest = test::some_manifest();
  manifest.recipe = recipe::resolved_json(recipe).dump();
  manifest.metrics = {{"test.acc", 0.9}};
  writer.publish(manifest);
  EXPECT_TRUE(between(done, done + "/model").none());
}

TEST_F(ComparisonTest, NeedsARecipeToBeRecorded) {
  fs::create_directories(directory_ / "m");
  std::ofstream(directory_ / "m" / "config.json") << R"({"model_type": "mlp"})";
  EXPECT_ERROR(between(directory_ / "m", directory_ / "m"), kNotFound, "records no recipe");
}

TEST_F(ComparisonTest, RefusesWhatIsNotThere) {
  EXPECT_ERROR(between(directory_ / "x", directory_ / "x"), kNotFound, "there is no recipe");
  EXPECT_ERROR(between(directory_.path(), directory_.path()), kNotFound, "there is no model in");
}

}  // namespace
}  // namespace maas::store
