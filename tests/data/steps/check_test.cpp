#include "data/steps/check.h"

#include "data/check.h"
#include "data/series/card.h"
#include "data/steps/steps.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using test::wave;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Options as the task has them.
struct SeriesTask {
  std::string target;
  std::int64_t window = 4;
  std::int64_t horizon = 2;
  std::int64_t season = 12;
  bool differenced = true;
};

void describe(Fields& fields, SeriesTask& task) {
  fields("target", task.target, "");
  fields("window", task.window, "");
  fields("horizon", task.horizon, "");
  fields("season", task.season, "");
  fields("differenced", task.differenced, "");
}

class CheckSteps : public test::StepsOnDisk {
 protected:
  CheckSteps() { recipe_.task = {"forecasting", AnyOptions::of(SeriesTask{.target = "load"})}; }

  static SplitBlock block(const fs::path& file) {
    SplitBlock split;
    split.layout = {"series", AnyOptions::of(SeriesOptions{.path = {file.string()}})};
    return split;
  }

  static SplitBlock share(double fraction, const std::string& by = "order") {
    SplitBlock split;
    split.from = "train";
    split.by = by;
    split.fraction = fraction;
    return split;
  }

  void train_on(const std::string& text) { recipe_.data.train = block(write("train.csv", text)); }

  void expect_finding(const std::string& key, const std::string& part) {
    const DataCheck found = check_data(recipe_, progress_);
    ASSERT_EQ(found.findings.size(), 1U);
    EXPECT_EQ(found.findings[0].key, key);
    EXPECT_THAT(found.findings[0].message, HasSubstr(part));
  }

  Recipe recipe_;
};

TEST_F(CheckSteps, TellsColumnsAndCounts) {
  train_on(wave(100));
  recipe_.data.valid = share(0.1);
  const DataCheck found = check_data(recipe_, progress_);
  EXPECT_THAT(found.findings, IsEmpty());
  EXPECT_THAT(found.splits.at(0).columns, ElementsAre("load"));
  EXPECT_EQ(found.splits.at(0).samples, 90);
  EXPECT_EQ(found.splits.at(1).samples, 10);
}

TEST_F(CheckSteps, FindsSharesThatAHashWouldTakeOut) {
  train_on(wave(100));
  recipe_.data.valid = share(0.1, "hash");
  expect_finding("data.valid.by", "a series follows the order of time");
}

TEST_F(CheckSteps, FindsSplitsTooShortForAWindow) {
  train_on(wave(100));
  recipe_.data.test = share(0.01);
  expect_finding("data.test", "data.test has 1 steps, a window of the task takes 2");
  recipe_.data.test = block(write("test.csv", wave(17, 100)));
  expect_finding("data.test", "data.test has 17 steps, a window of the task takes 18");
  recipe_.data.test.reset();
  train_on(wave(17));
  expect_finding("data.train", "data.train has 17 steps, a window of the task takes 18");
}

TEST_F(CheckSteps, FindsATargetThatIsAlwaysTheSame) {
  std::string text = "load\n";
  for (int i = 0; i < 50; ++i) text += "5\n";
  train_on(text);
  expect_finding("data.train", "the target 'load' is 5 in all 50 steps");
}

TEST_F(CheckSteps, FindsColumnsThatAnotherSplitLacks) {
  std::string text = "step,sun,load\n";
  for (int i = 0; i < 50; ++i) text += fmt::format("{},{},{}\n", i, i % 3, i % 5);
  train_on(text);
  recipe_.data.test = block(write("test.csv", wave(30, 50)));
  expect_finding("data.test", "data.test lacks a column of data.train: 'sun'");
}

TEST_F(CheckSteps, FindsBrokenStepsAndWarnsOfThoseThatAreSkipped) {
  train_on(wave(50) + "50,\n" + wave(50, 51).substr(10));
  expect_finding("data.train", "train.csv:52': column 'load' has no value");
  recipe_.data.skip_bad = 1;
  const DataCheck found = check_data(recipe_, progress_);
  EXPECT_THAT(found.findings, IsEmpty());
  ASSERT_EQ(found.warnings.size(), 1U);
  EXPECT_THAT(found.warnings[0], HasSubstr("1 of 101 steps"));
}

TEST_F(CheckSteps, WarnsOfStepsThatAreTrainedOnToo) {
  train_on(wave(100));
  recipe_.data.test = block(write("test.csv", wave(100)));
  const DataCheck found = check_data(recipe_, progress_);
  ASSERT_EQ(found.warnings.size(), 1U);
  EXPECT_THAT(found.warnings[0], HasSubstr("100 of the 100 samples of data.test"));
}

TEST_F(CheckSteps, CountsTheWindowsThatATrainingTakes) {
  train_on(wave(117));  // 100 windows of 4 steps with a season of 12 before them and 2 ahead
  recipe_.data.loader.global_batch = 10;
  recipe_.train.until = {1, Span::Unit::kEpoch};
  recipe_.schedule.warmup = {10, Span::Unit::kStep};
  expect_finding("schedule.warmup", "schedule.warmup of 10 steps is not shorter than the 10");
  recipe_.schedule.warmup = {9, Span::Unit::kStep};
  EXPECT_THAT(check_data(recipe_, progress_).findings, IsEmpty());
}

}  // namespace
}  // namespace maas::data
