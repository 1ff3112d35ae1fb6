#include "decoding/rotary.h"

#include <cmath>

#include <gtest/gtest.h>

namespace maas::decoding {
namespace {

/// Angle of a pair at a position.
double angle(const Rotary& rotary, std::int64_t context, std::int64_t position, std::size_t pair) {
  std::vector<float> cosines(static_cast<std::size_t>(rotary.pairs));
  std::vector<float> sines(static_cast<std::size_t>(rotary.pairs));
  RotaryAngles(rotary, context, context).at(position, cosines.data(), sines.data());
  return std::atan2(sines[pair], cosines[pair]);
}

Rotary of_kind(RotaryScaling::Kind kind) {
  Rotary rotary = {.theta = 100, .pairs = 3};
  rotary.scaling = {.kind = kind,
                    .factor = 4,
                    .original_context = 8,
                    .short_factors = {1, 2, 3},
                    .long_factors = {2, 4, 6}};
  return rotary;
}

TEST(Rotary, TurnsThePairsEachSlowerThanTheOneBefore) {
  const Rotary rotary = {.theta = 100, .pairs = 2};
  EXPECT_NEAR(angle(rotary, 64, 1, 0), 1, 1e-6);
  EXPECT_NEAR(angle(rotary, 64, 1, 1), 0.1, 1e-6);
  EXPECT_NEAR(angle(rotary, 64, 3, 1), 0.3, 1e-6);
  EXPECT_EQ(angle(rotary, 64, 0, 0), 0);
}

TEST(Rotary, DividesAllFrequenciesByALinearFactor) {
  const Rotary rotary = of_kind(RotaryScaling::Kind::kLinear);
  EXPECT_NEAR(angle(rotary, 64, 2, 0), 0.5, 1e-6);
}

TEST(Rotary, TakesLongFactorsForAllPositionsOfALongContext) {
  const Rotary rotary = of_kind(RotaryScaling::Kind::kLongRope);
  EXPECT_NEAR(angle(rotary, 8, 1, 0), 1, 1e-6);
  EXPECT_NEAR(angle(rotary, 9, 1, 0), 0.5, 1e-6);
}

TEST(Rotary, LeavesShortWavesWhereLlama3StretchesLongOnes) {
  Rotary rotary = of_kind(RotaryScaling::Kind::kLlama3);
  rotary.scaling.original_context = 100;
  EXPECT_NEAR(angle(rotary, 400, 1, 0), 1, 1e-6);  // 16 turns in the original context
  rotary.scaling.original_context = 8;
  EXPECT_NEAR(angle(rotary, 32, 1, 2), std::pow(100, -2.0 / 3) / 4, 1e-6);  // less than one
}

}  // namespace
}  // namespace maas::decoding
