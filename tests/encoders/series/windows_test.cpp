#include "encoders/series/windows.h"

#include "encoders/series/series.h"

namespace maas::encoders {
namespace {

using test::kMissing;
using test::series_of;
using ::testing::ElementsAre;

std::shared_ptr<const Windows> windows_of(const std::shared_ptr<const data::Dataset>& set,
                                          const SeriesForm& form, std::int64_t before = 0) {
  return std::make_shared<const Windows>(data::as<data::Series>(*set), form,
                                         std::max(before, form.history()), "data.valid");
}

std::vector<std::int64_t> origins(const Windows& windows) {
  std::vector<std::int64_t> all;
  for (std::int64_t i = 0; i < windows.size(); ++i) all.push_back(windows.origin(i));
  return all;
}

TEST(Windows, BeginAtEachStepThatHasEnoughBeforeAndBehindIt) {
  EXPECT_THAT(origins(*windows_of(series_of({0, 1, 2, 3, 4, 5}), plain_form(2, 3))),
              ElementsAre(2, 3));
}

TEST(Windows, HoldWhatIsLookedBackOnAndWhatIsToldAhead) {
  const auto windows = windows_of(series_of({0, 1, 2, 3, 4, 5}), plain_form(2, 3));
  EXPECT_THAT(values_of(*steps_part(windows), 2), ElementsAre(0, 1, 1, 2));
  EXPECT_THAT(values_of(*ahead_part(windows), 2), ElementsAre(2, 3, 4, 3, 4, 5));
}

TEST(Windows, OfASplitLookBackOnTheStepsBeforeIt) {
  const auto valid = some(series_of({0, 1, 2, 3, 4, 5}), 3, 6);
  const auto windows = windows_of(valid, plain_form(2, 2));
  EXPECT_THAT(origins(*windows), ElementsAre(3, 4));
  EXPECT_EQ(windows->step(0), 0);
  EXPECT_THAT(values_of(*steps_part(windows), 2), ElementsAre(1, 2, 2, 3));
}

TEST(Windows, OfTheTrainingStepsTellNoneOfTheStepsBehindThem) {
  const auto train = some(series_of({0, 1, 2, 3, 4, 5}), 0, 4);
  EXPECT_THAT(origins(*windows_of(train, plain_form(2, 2))), ElementsAre(2));
}

TEST(Windows, SpanNoGap) {
  const auto whole = series_of({0, 1, 2, kMissing, 4, 5, 6, 7});
  const auto set = data::choose(whole, {0, 1, 2, 4, 5, 6, 7});
  EXPECT_THAT(origins(*windows_of(set, plain_form(2, 1))), ElementsAre(2, 6, 7));
}

TEST(Windows, TellOnlyStepsOfTheSetThoughOthersAreKnown) {
  const auto set = data::choose(series_of({0, 1, 2, 3, 4, 5, 6, 7}), {2, 3, 5, 6});
  EXPECT_THAT(origins(*windows_of(set, plain_form(2, 2))), ElementsAre(2, 5));
}

TEST(Windows, KnowTheSeasonalNaiveForecastWhereItIsAskedFor) {
  const auto windows = windows_of(series_of({0, 1, 2, 3, 4, 5, 6}), plain_form(1, 3, 2), 2);
  EXPECT_THAT(origins(*windows), ElementsAre(2, 3, 4));
  EXPECT_THAT(values_of(*naive_part(windows), 2), ElementsAre(0, 1, 0, 1, 2, 1));
}

TEST(Windows, AreRefusedWhereTheStepsAreTooFew) {
  EXPECT_ERROR(windows_of(series_of({0, 1, 2}), plain_form(2, 2)), kInvalidData,
               "data.valid: 3 steps, with 0 before them, hold no window of 2 steps back and 2 "
               "ahead");
  const auto valid = some(series_of({0, 1, 2, 3}), 3, 4);
  EXPECT_ERROR(windows_of(valid, plain_form(2, 2)), kInvalidData, "1 steps, with 3 before them");
}

TEST(Windows, AreRefusedForAStepThatIsBrokenOrFarFromTraining) {
  EXPECT_ERROR(windows_of(series_of({0, kMissing, 2, 3}), plain_form(1, 1)), kInvalidData,
               "memory:2: column 'load' has no value");
  EXPECT_ERROR(windows_of(series_of({0, 1e300, 2, 3}), plain_form(1, 1)), kInvalidData,
               "memory:2: the step is too far");
}

TEST(Windows, NeedTheColumnsOfTraining) {
  SeriesForm form = plain_form(1, 1);
  form.columns.push_back({.name = "sun", .mean = 0, .std = 1});
  EXPECT_ERROR(windows_of(series_of({0, 1, 2}), form), kInvalidData,
               "data.valid has no column 'sun', it has load");
}

}  // namespace
}  // namespace maas::encoders
