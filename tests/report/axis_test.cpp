#include "report/axis.h"

#include <cmath>
#include <set>

#include "base/hashing.h"
#include "support/support.h"

namespace maas::report {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> labels_of(const Axis& axis) {
  std::vector<std::string> labels;
  for (const double tick : axis.ticks) labels.push_back(axis.label(tick));
  return labels;
}

TEST(Axis, HasRoundTicksWithEnoughDigits) {
  EXPECT_THAT(labels_of(exact_axis(0, 10, 5)), ElementsAre("0", "2", "4", "6", "8", "10"));
  EXPECT_THAT(labels_of(exact_axis(0.81, 0.93, 5)),
              ElementsAre("0.82", "0.84", "0.86", "0.88", "0.90", "0.92"));
  EXPECT_THAT(labels_of(exact_axis(0, 2e-5, 4)),
              ElementsAre("0", "5e-06", "1e-05", "1.5e-05", "2e-05"));
}

TEST(Axis, ShowsZeroWithoutASign) {
  EXPECT_THAT(labels_of(exact_axis(-0.1, 0.1, 4)),
              ElementsAre("-0.10", "-0.05", "0.00", "0.05", "0.10"));
}

TEST(Axis, BeginsAndEndsAtATickWhenRounded) {
  const Axis axis = rounded_axis(0.313, 2.294, 5);
  EXPECT_DOUBLE_EQ(axis.low, 0);
  EXPECT_DOUBLE_EQ(axis.high, 2.5);
  EXPECT_THAT(labels_of(axis), ElementsAre("0.0", "0.5", "1.0", "1.5", "2.0", "2.5"));
}

TEST(Axis, PutsEqualValuesInTheMiddle) {
  for (const double value : {0.0, 0.5, -3.0, 1e12}) {
    EXPECT_NEAR(exact_axis(value, value, 5).place(value), 0.5, 1e-12);
  }
}

TEST(Axis, EndsForNeighbouringNumbers) {
  EXPECT_LT(exact_axis(1, std::nextafter(1, 2), 5).ticks.size(), 12U);
}

TEST(Axis, OfAnyRangeHasAFewDistinctTicksInsideIt) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    SCOPED_TRACE(seed);
    base::Random random(seed);
    const double size = std::pow(10, 16 * random.uniform() - 8);
    const double low = size * (2 * random.uniform() - 1);
    for (const Axis& axis : {exact_axis(low, low + size, 5), rounded_axis(low, low + size, 5)}) {
      EXPECT_GE(axis.ticks.size(), 3U);
      EXPECT_LE(axis.ticks.size(), 10U);
      EXPECT_GE(axis.place(axis.ticks.front()), -1e-6);
      EXPECT_LE(axis.place(axis.ticks.back()), 1 + 1e-6);
      EXPECT_LE(axis.low, low + 1e-9 * size);
      EXPECT_GE(axis.high, low + size - 1e-9 * size);
      const std::vector<std::string> labels = labels_of(axis);
      EXPECT_EQ(std::set<std::string>(labels.begin(), labels.end()).size(), labels.size());
    }
  }
}

}  // namespace
}  // namespace maas::report
