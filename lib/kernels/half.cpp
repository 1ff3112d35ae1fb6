#include "kernels/half.h"

#include <immintrin.h>

#include <bit>

namespace maas::kernels {
namespace {

std::uint16_t to_half(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const auto sign = static_cast<std::uint16_t>(bits >> 16U & 0x8000U);
  const std::uint32_t magnitude = bits & 0x7fffffffU;
  constexpr std::uint32_t kInfinity = 0x7f800000U;
  constexpr std::uint32_t kTooLarge = 0x477ff000U;     // 65520 rounds to infinity
  constexpr std::uint32_t kLeastNormal = 0x38800000U;  // 2^-14
  if (magnitude > kInfinity) {
    return static_cast<std::uint16_t>(sign | 0x7e00U | (magnitude >> 13U & 0x3ffU));
  }
  if (magnitude >= kTooLarge) return static_cast<std::uint16_t>(sign | 0x7c00U);
  if (magnitude < kLeastNormal) {
    // Adding 0.5 leaves the subnormal's bits at the end of the sum, rounded by the processor.
    const float sum = std::bit_cast<float>(magnitude) + 0.5F;
    return static_cast<std::uint16_t>(sign | (std::bit_cast<std::uint32_t>(sum) - 0x3f000000U));
  }
  const std::uint32_t odd = magnitude >> 13U & 1U;
  return static_cast<std::uint16_t>(sign | ((magnitude - 0x38000000U + 0xfffU + odd) >> 13U));
}

[[gnu::target("avx,f16c")]] std::size_t by_eights(std::span<const float> values,
                                                  std::uint16_t* halves) {
  std::size_t i = 0;
  for (; i + 8 <= values.size(); i += 8) {
    const __m256 eight = _mm256_loadu_ps(values.data() + i);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(halves + i),
                     _mm256_cvtps_ph(eight, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
  }
  return i;
}

}  // namespace

void to_half(std::span<const float> values, std::uint16_t* halves) {
  static const bool has_f16c = __builtin_cpu_supports("f16c") != 0;
  for (std::size_t i = has_f16c ? by_eights(values, halves) : 0; i < values.size(); ++i) {
    halves[i] = to_half(values[i]);
  }
}

}  // namespace maas::kernels
