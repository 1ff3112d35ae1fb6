#include "encoders/series/form.h"

#include <cmath>

#include "encoders/series/series.h"

namespace maas::encoders {
namespace {

using test::series_of;
using test::waves;

TEST(SeriesForm, LearnsTheMomentsOfEachColumnOfTheTrainingStepsAlone) {
  const auto whole = std::make_shared<const test::MemorySeries>(
      std::vector<std::string>{"sun", "load"},
      std::vector<std::vector<double>>{{1, 3, 1, 3, 900}, {10, 20, 10, 20, 900}});
  const auto train = some(whole, 0, 4);
  const SeriesForm form = fitted_form(data::as<data::Series>(*train), {.window = 2});
  ASSERT_EQ(form.columns.size(), 2U);
  EXPECT_EQ(form.columns[0].name, "sun");
  EXPECT_NEAR(form.columns[0].mean, 2, 1e-12);
  EXPECT_NEAR(form.columns[0].std, 1, 1e-12);
  EXPECT_NEAR(form.columns[1].mean, 15, 1e-12);
  EXPECT_NEAR(form.columns[1].std, 5, 1e-12);
  EXPECT_EQ(form.target, "load");
  EXPECT_EQ(form.target_place(), 1U);
}

TEST(SeriesForm, LooksBackOnASeasonMoreWhereDifferencesAreLearned) {
  EXPECT_EQ(plain_form(4, 2, 7).history(), 4);
  EXPECT_EQ(plain_form(4, 2, 7).width(), 1);
  EXPECT_EQ(plain_form(4, 2, 7, /*differenced=*/true).history(), 11);
  EXPECT_EQ(plain_form(4, 2, 7, /*differenced=*/true).width(), 2);
}

TEST(SeriesForm, RefusesATargetThatIsTheSameInAllSteps) {
  EXPECT_ERROR(fitted_form(*series_of({5, 5, 5, 5}), {.window = 1}), kInvalidRecipe,
               "task.target: 'load' is 5 in all 4 training steps");
}

TEST(SeriesForm, NamesAStepWithoutAValue) {
  EXPECT_ERROR(fitted_form(*series_of({5, test::kMissing, 6}), {.window = 1}), kInvalidData,
               "memory:2: column 'load' has no value");
}

TEST(SeasonalError, IsTheMeanDistanceFromOneSeasonBefore) {
  // |3 - 1|, |5 - 2|, |3 - 3| and |6 - 5|.
  EXPECT_NEAR(seasonal_error(*series_of({1, 2, 3, 5, 3, 6}), 2), 6.0 / 4, 1e-12);
  EXPECT_NEAR(seasonal_error(*series_of({1, 2, 4}), 1), 1.5, 1e-12);
}

TEST(SeasonalError, PassesOverPairsWithAGapBetween) {
  const auto whole = series_of({1, 2, 4, 100, 8, 9});
  const auto gapped = data::choose(whole, {0, 1, 2, 4, 5});
  EXPECT_NEAR(seasonal_error(data::as<data::Series>(*gapped), 1), (1 + 2 + 1) / 3.0, 1e-12);
}

TEST(SeasonalError, IsNoUnitIfThereIsNone) {
  EXPECT_ERROR(seasonal_error(*series_of({1, 2, 1, 2, 1, 2}), 2), kInvalidRecipe,
               "task.season: in training 'load' repeats itself every 2 steps");
  EXPECT_ERROR(seasonal_error(*series_of({1, 2, 1}), 3), kInvalidRecipe,
               "task.season: 3 training steps hold no two that are a season of 3 apart");
}

TEST(Channels, ArePutInDeviationsFromTheMeanOfEachColumn) {
  SeriesForm form = plain_form(1, 1);
  form.columns = {{.name = "sun", .mean = 2, .std = 4}, {.name = "load", .mean = 10, .std = 5}};
  const Channels channels(form, 2, [](std::int64_t step, std::size_t column) {
    return column == 0 ? 4.0 : 20.0 + 5.0 * static_cast<double>(step);
  });
  EXPECT_FLOAT_EQ(channels.at(0)[0], 0.5F);
  EXPECT_FLOAT_EQ(channels.at(0)[1], 2);
  EXPECT_FLOAT_EQ(channels.target(1), 3);
}

TEST(Channels, OfAColumnThatWasAlwaysTheSameAreZero) {
  SeriesForm form = plain_form(1, 1);
  form.columns = {{.name = "sun", .mean = 2, .std = 0}, {.name = "load", .mean = 0, .std = 1}};
  const Channels channels(form, 1, [](std::int64_t, std::size_t) { return 7.0; });
  EXPECT_EQ(channels.at(0)[0], 0);
  EXPECT_TRUE(channels.is_known(0));
}

TEST(Channels, TellTheDifferenceFromOneSeasonBeforeInItsOwnDeviations) {
  SeriesForm form = plain_form(1, 1, 2, /*differenced=*/true);
  form.columns[0].std = 2;
  form.difference_std = 5;
  const std::vector<double> values = {1, 2, 21, 42};
  const Channels channels(form, 4, [&](std::int64_t step, std::size_t) {
    return values[static_cast<std::size_t>(step)];
  });
  EXPECT_FALSE(std::isfinite(channels.at(1)[1]));
  EXPECT_FLOAT_EQ(channels.at(2)[1], 20.0F / (2 * 5));
  EXPECT_FLOAT_EQ(channels.at(3)[1], 4);
}

TEST(Channels, KnowTheNaiveForecastOfStepsBeyondASeason) {
  const Channels channels(plain_form(1, 5, 2), 4,
                          [](std::int64_t step, std::size_t) { return static_cast<double>(step); });
  for (std::int64_t ahead = 0; ahead < 5; ++ahead) {
    EXPECT_EQ(channels.naive(4, ahead), ahead % 2 == 0 ? 2 : 3) << ahead;
  }
}

}  // namespace
}  // namespace maas::encoders
