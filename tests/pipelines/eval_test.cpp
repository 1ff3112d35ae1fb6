#include "maas/eval.h"

#include <filesystem>

#include "pipelines/compressible.h"

namespace maas {
namespace {

class Eval : public test::Compressible {
 protected:
  EvalReport run() { return eval(request, progress); }

  /// Writes other samples than the recipe's, and returns their folder.
  Path other_data() const {
    const std::filesystem::path folder = folder_ / "other";
    std::filesystem::create_directory(folder);
    test::write_idx(folder, "t10k", test::MemoryDataset(40, kShape, kClasses));
    return {folder.string()};
  }

  EvalRequest request{.options = {.model = {model().string()}}, .recipe = {}};
};

TEST_F(Eval, ReportsTheTopKOfTheRecordedRecipe) {
  recipe.eval.top_k = {2, 3};
  publish();
  const auto metrics = run().metrics;
  ASSERT_TRUE(metrics.contains("top2") && metrics.contains("top3"));
  EXPECT_LE(metrics.at("acc"), metrics.at("top2"));
  EXPECT_LE(metrics.at("top2"), metrics.at("top3"));
}

TEST_F(Eval, ReportsTheTopKOfAGivenRecipe) {
  recipe.eval.top_k = {3};
  request.recipe = recipe;
  EXPECT_TRUE(run().metrics.contains("top3"));
}

TEST_F(Eval, RefusesAnUnknownMetricBeforeItOpensTheData) {
  std::filesystem::remove_all(folder_ / "data");
  request.options.gate = {"acd>=0.5"};
  EXPECT_ERROR(run(), kUsage, "there is no metric 'test.acd'");
}

TEST_F(Eval, ReportsAMissedGate) {
  request.options.gate = {"acc>=1.5", "loss>=0"};
  const EvalReport report = run();
  ASSERT_EQ(report.gates.size(), 2U);
  EXPECT_FALSE(report.gates[0].met);
  EXPECT_EQ(report.gates[0].value, report.metrics.at("acc"));
  EXPECT_TRUE(report.gates[1].met);
}

TEST_F(Eval, TakesOtherDataInTheLayoutOfTheSplit) {
  request.options.data = other_data();
  EXPECT_EQ(run().samples, 40);
}

TEST_F(Eval, TakesAFolderInThePlaceOfTwoFiles) {
  const auto classes = test::MemoryDataset(1, kShape, kClasses).classes();
  const auto file = [&](const char* name) { return Path{(folder_ / "data" / name).string()}; };
  recipe.data.test->layout.options =
      AnyOptions::of(data::IdxOptions{.images = file("t10k-images-idx3-ubyte"),
                                      .labels = file("t10k-labels-idx1-ubyte"),
                                      .classes = classes});
  request.recipe = recipe;
  EXPECT_EQ(run().samples, 100);
  request.options.data = other_data();
  EXPECT_EQ(run().samples, 40);
}

TEST_F(Eval, TakesAllOfOtherDataWhateverTheRecipesLimits) {
  recipe.data.test.reset();
  recipe.data.train.limit = 7;
  request.recipe = recipe;
  request.options.data = other_data();
  EXPECT_EQ(run().samples, 40);
  request.options.limit = 9;
  EXPECT_EQ(run().samples, 9);
}

TEST_F(Eval, ComparesWithABaselineByTheSameMetrics) {
  recipe.eval.top_k = {2};
  publish();
  request.options.baseline = request.options.model;
  const EvalReport report = run();
  ASSERT_TRUE(report.baseline);
  EXPECT_EQ(report.baseline->metrics, report.metrics);
  EXPECT_EQ(report.baseline->difference, 0);
}

TEST_F(Eval, EndsWhenASignalComes) {
  request.options.batch = 10;
  progress.stop_in = "eval";
  EXPECT_ERROR(run(), kTerminated, "stopped by SIGTERM");
}

}  // namespace
}  // namespace maas
