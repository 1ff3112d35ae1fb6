#include "data/steps/season.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "base/hashing.h"

namespace maas::data {
namespace {

/// A wave of a day and a lower one of a week, with noise.
std::vector<double> load(std::int64_t steps, double noise = 0.1) {
  base::Random random(5);
  std::vector<double> values;
  for (std::int64_t i = 0; i < steps; ++i) {
    const auto at = static_cast<double>(i);
    const double week = (i / 12) % 7 >= 5 ? -1.5 : 0;
    values.push_back(10 + std::sin(at / 12 * 6.283185307) + week + noise * random.uniform());
  }
  return values;
}

TEST(LikelySeason, IsWhereASeriesIsMostAsItWas) {
  const auto season = likely_season(load(840));
  ASSERT_TRUE(season.has_value());
  EXPECT_EQ(season->steps, 84);
  EXPECT_GT(season->autocorrelation, 0.8);
}

TEST(LikelySeason, OfAPlainWaveIsOnePeriod) {
  std::vector<double> wave;
  for (int i = 0; i < 240; ++i) wave.push_back(std::sin(i / 24.0 * 6.283185307));
  EXPECT_EQ(likely_season(wave).value().steps, 24);
}

TEST(LikelySeason, ShowsThroughMissingValues) {
  std::vector<double> values = load(840);
  for (std::size_t i = 0; i < values.size(); i += 50) {
    values[i] = std::numeric_limits<double>::quiet_NaN();
  }
  EXPECT_EQ(likely_season(values).value().steps, 84);
}

TEST(LikelySeason, IsNoneOfNoise) {
  base::Random random(3);
  std::vector<double> noise;
  for (int i = 0; i < 500; ++i) noise.push_back(random.uniform());
  EXPECT_FALSE(likely_season(noise).has_value());
}

TEST(LikelySeason, IsNoneOfAConstantASlopeOrTooFewSteps) {
  EXPECT_FALSE(likely_season(std::vector<double>(100, 4.0)).has_value());
  std::vector<double> slope;
  for (int i = 0; i < 100; ++i) slope.push_back(i);
  EXPECT_FALSE(likely_season(slope).has_value());
  for (std::size_t size = 0; size < 6; ++size) {
    EXPECT_FALSE(likely_season(std::vector<double>(size, 1.0)).has_value()) << size;
  }
  EXPECT_FALSE(likely_season({std::nan(""), std::nan(""), std::nan("")}).has_value());
}

}  // namespace
}  // namespace maas::data
