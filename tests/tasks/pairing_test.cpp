#include "tasks/pairing.h"

#include "support/memory_dataset.h"
#include "support/memory_series.h"
#include "support/memory_texts.h"
#include "support/support.h"
#include "tasks/forecasting/forecasting.h"
#include "tasks/language_modelling/language_modelling.h"

namespace maas::tasks {
namespace {

using ::testing::ElementsAre;

JudgedSamples samples_of(const Task& task, const std::shared_ptr<const data::Dataset>& set) {
  return judged_samples(*task.source(set, Use::kJudge), task);
}

TEST(JudgedSamples, OfForecastsBeginWithTheirFirstStepsAndOverlap) {
  const auto set = test::series_of({1, 3, 5, 3, 1, 7, 1});
  const auto task = make_forecasting({.train = set.get()}, {.window = 2, .horizon = 3});
  const JudgedSamples samples = samples_of(*task, set);
  EXPECT_THAT(samples.beginnings, ElementsAre(2, 3, 4));
  EXPECT_EQ(samples.overlap, 3);
}

TEST(JudgedSamples, OfForecastsOfOtherWindowsAreOthers) {
  const auto set = test::waves(60);
  const auto judged_by = [&](std::int64_t window, std::int64_t horizon) {
    return samples_of(
        *make_forecasting({.train = set.get()}, {.window = window, .horizon = horizon}), set);
  };
  require_same_samples(judged_by(4, 2), judged_by(4, 2));
  EXPECT_ERROR(require_same_samples(judged_by(4, 2), judged_by(8, 2)), kInvalidData,
               "--baseline: the model is judged by 55 samples and the baseline by 51 others");
  EXPECT_ERROR(require_same_samples(judged_by(4, 2), judged_by(3, 3)), kInvalidData,
               "--baseline: the model is judged by 55 samples and the baseline by 55 others");
}

TEST(JudgedSamples, OfTextsOfOtherContextsAreOthers) {
  const std::shared_ptr<const data::Dataset> set = std::make_shared<test::MemoryTexts>(
      std::vector<test::MemoryTexts::Sample>{{std::string(101, 'a'), 0}},
      std::vector<std::string>{});
  const auto judged_by = [&](std::int64_t context) {
    return samples_of(*make_language_modelling({.train = set.get()}, {.context = context}), set);
  };
  EXPECT_THAT(judged_by(60).beginnings, ElementsAre(0, 60));
  EXPECT_ERROR(require_same_samples(judged_by(60), judged_by(70)), kInvalidData,
               "by 2 samples and the baseline by 2 others");
}

}  // namespace
}  // namespace maas::tasks
