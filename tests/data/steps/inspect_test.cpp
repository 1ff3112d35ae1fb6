#include "data/steps/inspect.h"

#include "data/inspect.h"
#include "data/layout.h"
#include "data/series/card.h"
#include "data/steps/steps.h"

namespace maas::data {
namespace {

using test::wave;
using ::testing::IsEmpty;

using InspectSteps = test::StepsOnDisk;

TEST_F(InspectSteps, TellsRangesMissingValuesAndTheSeason) {
  const std::shared_ptr<const Dataset> set = open(
      {"train",
       {"series",
        AnyOptions::of(SeriesOptions{.path = {write("t.csv", wave(100) + "100,\n").string()}})}});
  const Inspection found = inspect({{"train", set}}, progress_);
  const SplitInspection& split = found.splits.front();
  EXPECT_EQ(split.samples, 101);
  EXPECT_EQ(split.broken.size(), 1U);
  ASSERT_EQ(split.series.size(), 1U);
  EXPECT_EQ(split.series[0].name, "load");
  EXPECT_EQ(split.series[0].missing, 1);
  EXPECT_NEAR(split.series[0].smallest, -0.99, 0.05);
  EXPECT_EQ(split.series[0].season, 12);
  EXPECT_THAT(found.duplicates, IsEmpty());
}

}  // namespace
}  // namespace maas::data
