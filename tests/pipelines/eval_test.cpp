#include "maas/eval.h"

#include <filesystem>

#include "data/split.h"
#include "pipelines/assembly/samples.h"
#include "pipelines/assembly/seen.h"
#include "pipelines/compressible.h"

namespace maas {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Eval : public test::Compressible {
 protected:
  EvalReport run() { return eval(request, progress); }

  /// Writes other samples than the recipe's, and returns their folder.
  Path other_data() const {
    const std::filesystem::path folder = folder_ / "other";
    std::filesystem::create_directory(folder);
    test::write_idx(folder, "t10k", test::MemoryDataset(40, kShape, kClasses, /*seed=*/2));
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

TEST_F(Eval, SaysHowTheMetricOfAClassIsWritten) {
  const std::string label = test::MemoryDataset(1, kShape, kClasses).classes().at(1);
  request.options.gate = {"f1." + label + ">=0"};
  try {
    run();
    ADD_FAILURE() << "the gate was taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUsage);
    EXPECT_EQ(error.hint(), "write f1[" + label + "]");
  }
  request.options.gate = {"f1[" + label + "]>=0"};
  EXPECT_TRUE(run().gates.at(0).met);
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

/// The model's test split, and the first `count` of its samples as those that it was trained on.
class SeenSamples : public Eval {
 protected:
  std::shared_ptr<const data::Dataset> test_set() {
    return pipelines::open_split(recipe, "test", progress).samples;
  }

  void train_on(std::int64_t count) {
    seen = pipelines::seen_samples(*data::limited(test_set(), count), progress);
    publish();
  }
};

TEST_F(SeenSamples, AreLeftOutOfAnEvaluation) {
  train_on(30);
  const EvalReport report = run();
  EXPECT_EQ(report.samples, 70);
  EXPECT_EQ(report.seen->count, 30);
  EXPECT_EQ(report.seen->policy, "exclude");
}

TEST_F(SeenSamples, AreCountedWhereTheyAreMarked) {
  train_on(30);
  request.options.seen = "mark";
  const EvalReport report = run();
  EXPECT_EQ(report.samples, 100);
  EXPECT_EQ(report.seen->count, 30);
  EXPECT_THAT(progress.warnings, Contains(HasSubstr("30 samples of the test split")));
}

TEST_F(SeenSamples, AreRefusedWhereTheyAreToBe) {
  train_on(1);
  request.options.seen = "refuse";
  EXPECT_ERROR(
      run(), kInvalidData,
      "1 of the 100 samples of the test split are among those that the model was trained on");
  train_on(0);
  EXPECT_EQ(run().seen->count, 0);
}

TEST_F(SeenSamples, ThatAreAllThereIsLeaveNothingToJudgeBy) {
  train_on(100);
  EXPECT_ERROR(run(), kInvalidData, "all of the 100 samples of the test split");
}

TEST_F(SeenSamples, AreFoundInOtherFilesAndUnderOtherNames) {
  train_on(30);
  request.options.data = {(folder_ / "other").string()};
  std::filesystem::create_directory(folder_ / "other");
  test::write_idx(folder_ / "other", "t10k", data::as<data::Pictures>(*test_set()));
  EXPECT_EQ(run().samples, 70);
}

TEST_F(SeenSamples, OfTheBaselineAreLeftOutForBoth) {
  train_on(30);
  const std::filesystem::path other = folder_ / "baseline";
  std::filesystem::rename(model(), other);
  seen = pipelines::seen_samples(*data::limited(test_set(), 10), progress);
  publish();
  request.options.baseline = {other.string()};
  const EvalReport report = run();
  EXPECT_EQ(report.samples, 70);
  EXPECT_EQ(report.baseline->difference, 0);
}

TEST_F(SeenSamples, LimitIsOfThoseThatAreLeft) {
  train_on(95);
  request.options.limit = 50;
  EXPECT_EQ(run().samples, 5);
}

TEST_F(SeenSamples, OfAModelThatDoesNotRecordThemAreUnknown) {
  seen.reset();
  publish();
  const EvalReport report = run();
  EXPECT_EQ(report.samples, 100);
  EXPECT_FALSE(report.seen);
  recipe.data.test = SplitBlock{.from = "train", .fraction = 0.2};
  publish();
  EXPECT_ERROR(run(), kInvalidData, "does not record the samples that it was trained on");
  request.options.seen = "mark";
  EXPECT_GT(run().samples, 0);
}

TEST_F(Eval, GivesTheIntervalOfEachMetricOfTheWhole) {
  const EvalReport report = run();
  for (const char* name : {"acc", "loss", "f1.macro"}) {
    const std::vector<double> interval = report.intervals.at(name);
    EXPECT_LE(interval.at(0), report.metrics.at(name)) << name;
    EXPECT_GE(interval.at(1), report.metrics.at(name)) << name;
    EXPECT_LT(interval.at(0), interval.at(1)) << name;
  }
}

TEST_F(Eval, JudgesByNameASetWithoutOneOfTheClasses) {
  request.options.data = {(folder_ / "fewer").string()};
  std::filesystem::create_directory(folder_ / "fewer");
  test::write_idx(folder_ / "fewer", "t10k", test::MemoryDataset(60, kShape, 2, /*seed=*/4));
  recipe.data.test->layout.options = AnyOptions::of(
      data::IdxOptions{.path = {(folder_ / "data").string()}, .classes = {"CLASS3", "class1"}});
  request.recipe = recipe;
  const EvalReport report = run();
  EXPECT_THAT(report.absent_classes, ElementsAre("class0", "class2"));
  EXPECT_EQ(report.classes[3].support, 30);
}

TEST_F(Eval, EndsWhenASignalComes) {
  request.options.batch = 10;
  progress.stop_in = "eval";
  EXPECT_ERROR(run(), kTerminated, "stopped by SIGTERM");
}

}  // namespace
}  // namespace maas
