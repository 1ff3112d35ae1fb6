#include "data/steps/draft.h"

#include "base/hashing.h"
#include "data/steps/steps.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using test::wave;
using ::testing::HasSubstr;

class DraftSteps : public test::StepsOnDisk {
 protected:
  std::string drafted(const std::string& text, const std::string& target = "") {
    return draft_recipe({.source = write("t.csv", text), .target = target, .task = "forecasting"},
                        progress_)
        .recipe;
  }
};

TEST_F(DraftSteps, TakesTheSeasonThatShows) {
  const std::string text = drafted(wave(400));
  EXPECT_THAT(text, HasSubstr("# 400 steps of 1 column: load; 'step' tells the time.\n"));
  EXPECT_THAT(text, HasSubstr("it is much as it was 12 steps before"));
  EXPECT_THAT(text, HasSubstr("task: {name: forecasting, target: load, window: 24, horizon: 12, "
                              "season: 12, differenced: true}\n"));
  EXPECT_THAT(text, HasSubstr("  train: {format: series, path: "));
  EXPECT_THAT(text, HasSubstr("  valid: {from: train, by: order, fraction: 0.15}"));
  EXPECT_THAT(text, HasSubstr("checkpoint: {best: valid.mase}\n"));
}

TEST_F(DraftSteps, DoesWithoutASeasonWhereNoneShows) {
  base::Random random(3);
  std::string text = "load\n";
  for (int i = 0; i < 200; ++i) text += fmt::format("{}\n", random.uniform());
  const std::string draft = drafted(text);
  EXPECT_THAT(draft, HasSubstr("no season shows in its autocorrelation"));
  EXPECT_THAT(draft, HasSubstr("horizon: 1, season: 1, differenced: false}"));
}

TEST_F(DraftSteps, TakesTheTargetThatIsNamed) {
  std::string text = "sun,load\n";
  for (int i = 0; i < 60; ++i) text += fmt::format("{},{}\n", i % 3, i % 5);
  EXPECT_THAT(drafted(text, "sun"), HasSubstr("target: sun,"));
  EXPECT_THAT(drafted(text), HasSubstr("target: load,"));
  EXPECT_ERROR(drafted(text, "moon"), kUsage, "--target: '");
}

TEST_F(DraftSteps, RefusesSeriesThatAreShortBrokenOrConstant) {
  EXPECT_ERROR(drafted(wave(29)), kInvalidData, "t.csv' has 29 steps, too few");
  EXPECT_ERROR(drafted(wave(50) + "50,\n"), kInvalidData, "t.csv:52': column 'load' has no value");
  std::string text = "load\n";
  for (int i = 0; i < 50; ++i) text += "5\n";
  EXPECT_ERROR(drafted(text), kInvalidData, "the target 'load' is 5 in all 50 steps");
}

TEST_F(DraftSteps, AreDraftedAsRowsUnlessAForecastIsAskedFor) {
  const fs::path file = write("t.csv", wave(100));
  EXPECT_THAT(draft_recipe({.source = file}, progress_).recipe,
              HasSubstr("task: {name: tabular-regression"));
  const fs::path lone = write(
      "lone.csv", "5\n7\n8\n" + [] {
        std::string text;
        for (int i = 0; i < 100; ++i) text += fmt::format("{}\n", i % 9);
        return text;
      }());
  EXPECT_THAT(draft_recipe({.source = lone}, progress_).recipe,
              HasSubstr("task: {name: forecasting"));
}

TEST_F(DraftSteps, LearnsDifferencesOfATrend) {
  base::Random random(3);
  std::string text = "load\n";
  for (int i = 0; i < 200; ++i) text += fmt::format("{}\n", 1.5 * i + random.uniform());
  EXPECT_THAT(drafted(text), HasSubstr("season: 1, differenced: true}"));
}

TEST_F(DraftSteps, TakesNoSeasonThatRepeatsItselfWithoutAnyDifference) {
  std::string text = "load\n";
  for (int i = 0; i < 200; ++i) text += fmt::format("{}\n", i % 7);
  EXPECT_THAT(drafted(text), HasSubstr("season: 1, differenced: false}"));
}

}  // namespace
}  // namespace maas::data
