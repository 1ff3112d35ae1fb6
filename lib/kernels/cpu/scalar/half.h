#pragma once

#include <cstdint>

/// IEEE half precision on processors that do not have it.
namespace maas::kernels::scalar {

inline float from_half(uint16_t half) {
  const uint32_t sign = (half & 0x8000u) << 16;
  const uint32_t rest = half & 0x7FFFu;
  if (rest >= 0x7C00u) return __builtin_bit_cast(float, sign | 0x7F800000u | (rest & 0x3FFu) << 13);
  // The bits of a half below those of an exponent of 0 are a float 2^112 times too small.
  const float magnitude = __builtin_bit_cast(float, rest << 13) * 0x1p112f;
  return sign == 0 ? magnitude : -magnitude;
}

/// To the nearest, ties to even.
inline uint16_t to_half(float value) {
  const auto bits = __builtin_bit_cast(uint32_t, value);
  const uint32_t sign = bits >> 16 & 0x8000u;
  const uint32_t rest = bits & 0x7FFFFFFFu;
  if (rest > 0x7F800000u) return static_cast<uint16_t>(sign | 0x7E00u | (rest >> 13 & 0x3FFu));
  if (rest >= 0x477FF000u) return static_cast<uint16_t>(sign | 0x7C00u);
  if (rest < 0x38800000u) {
    // Below 2^-14 a half counts units of 2^-24, as the float does that 0.5 is added to.
    const float sum = __builtin_bit_cast(float, rest) + 0.5f;
    return static_cast<uint16_t>(sign | (__builtin_bit_cast(uint32_t, sum) - 0x3F000000u));
  }
  const uint32_t odd = rest >> 13 & 1u;
  return static_cast<uint16_t>(sign | ((rest - 0x38000000u + 0xFFFu + odd) >> 13));
}

}  // namespace maas::kernels::scalar
