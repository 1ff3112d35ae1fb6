#include "tuning/rungs.h"

#include "support/support.h"

namespace maas::tuning {
namespace {

using ::testing::DoubleEq;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Rungs, AreTheFullLengthDividedAgainAndAgain) {
  EXPECT_THAT(rung_lengths(27, 1, 100, 3), ElementsAre(DoubleEq(1), DoubleEq(3), DoubleEq(9)));
}

TEST(Rungs, AreNoMoreThanTheTrialsNeed) {
  EXPECT_THAT(rung_lengths(27, 1, 9, 3), ElementsAre(DoubleEq(3), DoubleEq(9)));
  EXPECT_THAT(rung_lengths(27, 1, 2, 3), IsEmpty());
}

TEST(Rungs, AreNeverShorterThanTheTimeBetweenMeasurements) {
  EXPECT_THAT(rung_lengths(15, 1, 1000, 3), ElementsAre(DoubleEq(15.0 / 9), DoubleEq(5)));
  EXPECT_THAT(rung_lengths(2, 1, 1000, 3), IsEmpty());
}

TEST(Promotion, RoundsUp) {
  EXPECT_EQ(promoted(16, 3), 6);
  EXPECT_EQ(promoted(6, 3), 2);
  EXPECT_EQ(promoted(1, 3), 1);
}

}  // namespace
}  // namespace maas::tuning
