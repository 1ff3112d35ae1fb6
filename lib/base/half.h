#pragma once

#include <bit>
#include <cstdint>

/// Numbers of 16 bits: IEEE 754 halves, and bfloat16, which is the upper half of a float. Loops
/// over these functions vectorise.
namespace maas::base {

/// Returns the number that a half's bits stand for; a NaN keeps its payload.
constexpr float from_half(std::uint16_t half) {
  constexpr std::uint32_t kOdd = 0x1F;  // the exponent of infinities and NaN
  const std::uint32_t bits = half;
  const std::uint32_t exponent = bits >> 10 & kOdd;
  const std::uint32_t rebased = exponent == kOdd ? 255 : exponent + (127 - 15);
  const std::uint32_t regular = rebased << 23 | (bits & 0x3FF) << 13;
  const float subnormal = static_cast<float>(static_cast<std::int32_t>(bits & 0x3FF)) * 0x1p-24F;
  // Without a branch, so that loops vectorise.
  const std::uint32_t is_subnormal = exponent == 0 ? ~0U : 0U;
  const std::uint32_t size =
      (std::bit_cast<std::uint32_t>(subnormal) & is_subnormal) | (regular & ~is_subnormal);
  return std::bit_cast<float>(size | (bits & 0x8000) << 16);
}

/// Returns the bits of the nearest half, of two equally near the even one; what is 65520 and more
/// becomes infinity, a NaN a quiet one.
constexpr std::uint16_t to_half(float value) {
  constexpr std::uint32_t kRebase = (127 - 15) << 23;
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = bits >> 16 & 0x8000;
  const std::uint32_t size = bits & 0x7FFFFFFF;
  std::uint32_t half = 0;
  if (size > 0x7F800000) {
    half = 0x7E00 | (size >> 13 & 0x3FF);
  } else if (size >= std::bit_cast<std::uint32_t>(65520.0F)) {
    half = 0x7C00;
  } else if (size < std::bit_cast<std::uint32_t>(0x1p-14F)) {
    // Half a unit in the last place of 0.5 is half of the least half.
    half = std::bit_cast<std::uint32_t>(std::bit_cast<float>(size) + 0.5F) -
           std::bit_cast<std::uint32_t>(0.5F);
  } else {
    half = (size - kRebase + 0xFFF + (size >> 13 & 1)) >> 13;
  }
  return static_cast<std::uint16_t>(sign | half);
}

/// Returns the number that the bits of a bfloat16 stand for.
constexpr float from_bfloat16(std::uint16_t bits) {
  return std::bit_cast<float>(std::uint32_t{bits} << 16);
}

/// Returns the bits of the nearest bfloat16, of two equally near the even one; a NaN becomes a
/// quiet one.
constexpr std::uint16_t to_bfloat16(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const bool odd = (bits & 0x7FFFFFFF) > 0x7F800000;
  const std::uint32_t rounded = odd ? bits | 0x400000 : bits + 0x7FFF + (bits >> 16 & 1);
  return static_cast<std::uint16_t>(rounded >> 16);
}

}  // namespace maas::base
