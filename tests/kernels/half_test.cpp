#include "kernels/cpu/scalar/half.h"

#include <cmath>

#include <gtest/gtest.h>

namespace maas::kernels::scalar {
namespace {

constexpr int kInfinity = 0x7C00;

/// The value of a finite half without a sign, and of infinity as if the exponents went on.
float value_of(int half) {
  const int exponent = half >> 10;
  const int fraction = half & 0x3FF;
  return exponent == 0 ? std::ldexp(static_cast<float>(fraction), -24)
                       : std::ldexp(static_cast<float>(fraction + 1024), exponent - 25);
}

TEST(Half, EveryValueIsReadAndWritten) {
  for (int half = 0; half < kInfinity; ++half) {
    const auto negative = static_cast<uint16_t>(half | 0x8000);
    ASSERT_EQ(from_half(static_cast<uint16_t>(half)), value_of(half));
    ASSERT_EQ(from_half(negative), -value_of(half));
    ASSERT_EQ(to_half(value_of(half)), half);
    ASSERT_EQ(to_half(-value_of(half)), negative);
  }
}

TEST(Half, RoundsToTheNearestAndTiesToEven) {
  for (int half = 0; half < kInfinity; ++half) {
    const float middle = (value_of(half) + value_of(half + 1)) / 2;
    ASSERT_EQ(to_half(std::nextafter(middle, 0.0f)), half);
    ASSERT_EQ(to_half(middle), half + (half & 1));
    ASSERT_EQ(to_half(std::nextafter(middle, INFINITY)), half + 1);
  }
}

TEST(Half, KeepsInfinityAndNaN) {
  EXPECT_EQ(to_half(INFINITY), kInfinity);
  EXPECT_EQ(to_half(-INFINITY), 0xFC00);
  EXPECT_EQ(to_half(1e30f), kInfinity);
  EXPECT_EQ(from_half(kInfinity), INFINITY);
  EXPECT_TRUE(std::isnan(from_half(to_half(NAN))));
  EXPECT_TRUE(std::isnan(from_half(0x7C01)));
}

}  // namespace
}  // namespace maas::kernels::scalar
