#include "base/half.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include <gtest/gtest.h>

namespace maas::base {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// What the bits of a half stand for, by the standard's formula.
float by_formula(std::uint32_t half) {
  const auto exponent = static_cast<int>(half >> 10 & 0x1F);
  const auto fraction = static_cast<float>(half & 0x3FF);
  float size =
      exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(fraction + 1024, exponent - 25);
  if (exponent == 31) size = fraction == 0 ? kInfinity : std::nanf("");
  return (half & 0x8000) != 0 ? -size : size;
}

std::uint16_t bits16(std::uint32_t value) {
  return static_cast<std::uint16_t>(value);
}

TEST(Halves, AreWhatTheStandardSays) {
  for (std::uint32_t half = 0; half < 0x10000; ++half) {
    const float value = from_half(bits16(half));
    const float expected = by_formula(half);
    ASSERT_EQ(std::signbit(value), (half & 0x8000) != 0) << half;
    ASSERT_TRUE(value == expected || (std::isnan(value) && std::isnan(expected))) << half;
  }
}

TEST(Halves, ComeBackAsTheyWere) {
  for (std::uint32_t half = 0; half < 0x10000; ++half) {
    const bool quiet = (half & 0x7C00) != 0x7C00 || (half & 0x3FF) == 0 || (half & 0x200) != 0;
    const std::uint32_t expected = quiet ? half : half | 0x200;
    ASSERT_EQ(to_half(from_half(bits16(half))), expected) << half;
  }
}

TEST(Halves, AreTheNearest) {
  for (std::uint32_t half = 0; half < 0x7BFF; ++half) {
    const float low = from_half(bits16(half));
    const float high = from_half(bits16(half + 1));
    const float middle = (low + high) / 2;
    ASSERT_EQ(to_half(middle), half + (half & 1)) << half;
    ASSERT_EQ(to_half(std::nextafter(middle, low)), half) << half;
    ASSERT_EQ(to_half(std::nextafter(-middle, -high)), 0x8000 + half + 1) << half;
  }
}

TEST(Halves, AreInfiniteFrom65520On) {
  EXPECT_EQ(to_half(std::nextafter(65520.0F, 0.0F)), 0x7BFF);
  EXPECT_EQ(to_half(65520.0F), 0x7C00);
  EXPECT_EQ(to_half(-1e30F), 0xFC00);
  EXPECT_EQ(to_half(kInfinity), 0x7C00);
}

TEST(Bfloat16, IsTheUpperHalfOfAFloat) {
  EXPECT_EQ(from_bfloat16(0x3F80), 1.0F);
  EXPECT_EQ(from_bfloat16(0xC000), -2.0F);
  EXPECT_EQ(std::bit_cast<std::uint32_t>(from_bfloat16(0x7FC1)), 0x7FC10000U);
}

TEST(Bfloat16, IsTheNearest) {
  for (std::uint32_t bits = 0; bits < 0x7F80; ++bits) {
    const auto middle = std::bit_cast<float>(bits << 16 | 0x8000);
    ASSERT_EQ(to_bfloat16(middle), bits + (bits & 1)) << bits;
    ASSERT_EQ(to_bfloat16(std::bit_cast<float>(bits << 16 | 0x7FFF)), bits) << bits;
    ASSERT_EQ(to_bfloat16(-std::bit_cast<float>(bits << 16 | 0x8001)), 0x8001 + bits) << bits;
  }
}

TEST(Bfloat16, KeepsWhatIsNoNumber) {
  EXPECT_EQ(to_bfloat16(std::bit_cast<float>(0x7F800001U)), 0x7FC0);
  EXPECT_EQ(to_bfloat16(std::bit_cast<float>(0xFFFFFFFFU)), 0xFFFF);
  EXPECT_EQ(to_bfloat16(kInfinity), 0x7F80);
}

}  // namespace
}  // namespace maas::base
