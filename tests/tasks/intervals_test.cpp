#include "tasks/intervals.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/hashing.h"

namespace maas::tasks {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;

/// scipy.stats.binomtest(hits, trials).proportion_ci(0.95, method="wilson")
TEST(WilsonInterval, FollowsScipy) {
  EXPECT_THAT(wilson_interval(8, 10),
              ElementsAre(DoubleNear(0.490162, 1e-6), DoubleNear(0.943318, 1e-6)));
  EXPECT_THAT(wilson_interval(0, 10), ElementsAre(0.0, DoubleNear(0.277533, 1e-6)));
  EXPECT_THAT(wilson_interval(10, 10),
              ElementsAre(DoubleNear(0.722467, 1e-6), DoubleNear(1, 1e-12)));
  EXPECT_THAT(wilson_interval(8930, 10000),
              ElementsAre(DoubleNear(0.886790, 1e-6), DoubleNear(0.898908, 1e-6)));
}

TEST(WilsonInterval, OfNoTrialIsEverything) {
  EXPECT_THAT(wilson_interval(0, 0), ElementsAre(0, 1));
}

TEST(WilsonInterval, CoversTheTrueShareAboutNineteenTimesOfTwenty) {
  base::Random random(3);
  int covered = 0;
  constexpr int kRounds = 2000;
  for (int round = 0; round < kRounds; ++round) {
    std::int64_t hits = 0;
    for (int i = 0; i < 200; ++i) hits += random.uniform() < 0.9;
    const Interval interval = wilson_interval(hits, 200);
    covered += interval[0] <= 0.9 && 0.9 <= interval[1];
  }
  EXPECT_NEAR(covered / double{kRounds}, 0.95, 0.02);
}

TEST(MeanInterval, IsTheMeanAndTwiceItsError) {
  // 1, 2, 3, 4: mean 2.5, standard deviation 1.290994, error 0.645497.
  EXPECT_THAT(mean_interval(10, 30, 4),
              ElementsAre(DoubleNear(1.234849, 1e-6), DoubleNear(3.765151, 1e-6)));
}

TEST(PercentileInterval, LeavesOneInFortyOutAtEachEnd) {
  std::vector<double> values(1001);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(1000 - i);
  EXPECT_THAT(percentile_interval(values), ElementsAre(25, 975));
}

TEST(PairedInterval, OfTheSameValuesIsZero) {
  EXPECT_THAT(paired_interval({1, 0, 1}, {1, 0, 1}, 1, 1), ElementsAre(0, 0));
}

TEST(PairedInterval, HoldsTheMeanDifference) {
  const std::vector<float> better = {1, 1, 1, 1, 1, 1, 1, 0, 1, 1};
  const std::vector<float> worse = {0, 1, 0, 1, 1, 0, 1, 0, 0, 1};
  const Interval interval = paired_interval(better, worse, 1, 1);
  EXPECT_GT(interval[0], 0);
  EXPECT_LT(interval[0], 0.4);
  EXPECT_GT(interval[1], 0.4);
  EXPECT_LT(interval[1], 1);
}

TEST(BlockedInterval, IsAroundTheMeanOfAllValues) {
  const Interval interval = blocked_interval({1, 2, 3, 4, 5}, 2);
  // The means of the blocks are 1.5 and 3.5, around 3: a variance of 2.5 over two blocks.
  EXPECT_NEAR((interval[0] + interval[1]) / 2, 3, 1e-12);
  EXPECT_NEAR((interval[1] - interval[0]) / 2, 1.959964 * std::sqrt(2.5 / 2), 1e-5);
}

TEST(BlockedInterval, OfSingleValuesIsThatOfTheirMean) {
  const std::vector<double> values = {1, 4, 2, 8};
  const Interval mean = mean_interval(15, 1 + 16 + 4 + 64, 4);
  const Interval blocked = blocked_interval(values, 1);
  EXPECT_NEAR(blocked[0], mean[0], 1e-12);
  EXPECT_NEAR(blocked[1], mean[1], 1e-12);
}

TEST(BlockedInterval, TakesHalfOfTheValuesForABlockAtTheMost) {
  EXPECT_LT(blocked_interval({1, 2, 3}, 99)[0], 2);
}

TEST(BlockedInterval, IsWiderForValuesThatFollowTheirNeighbours) {
  std::vector<double> values;
  for (int i = 0; i < 400; ++i) values.push_back(i / 40 % 2);
  const auto width = [&](std::int64_t block) {
    const Interval interval = blocked_interval(values, block);
    return interval[1] - interval[0];
  };
  EXPECT_GT(width(40), 3 * width(1));
}

TEST(Intervals, OfOneValueOrBlockAreEndless) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  EXPECT_THAT(mean_interval(2, 4, 1), ElementsAre(-kInfinity, kInfinity));
  EXPECT_THAT(mean_interval(0, 0, 0), ElementsAre(-kInfinity, kInfinity));
  EXPECT_THAT(blocked_interval({3}, 4), ElementsAre(-kInfinity, kInfinity));
}

/// Values that are each three times there tell no more than a third as many.
TEST(PairedInterval, IsWiderWhereValuesDependOnTheirNeighbours) {
  base::Random random(5);
  std::vector<float> values;
  for (int i = 0; i < 200; ++i)
    values.insert(values.end(), 3, static_cast<float>(random.uniform()));
  const std::vector<float> none(values.size(), 0);
  const Interval alone = paired_interval(values, none, 1, 1);
  const Interval joined = paired_interval(values, none, 3, 1);
  const double widening = (joined[1] - joined[0]) / (alone[1] - alone[0]);
  EXPECT_GT(widening, 1.3);
  EXPECT_LT(widening, 2);
  EXPECT_LT(paired_interval(values, none, 1 << 20, 1)[0], 1);
}

}  // namespace
}  // namespace maas::tasks
