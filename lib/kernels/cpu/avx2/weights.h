#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/cpu/avx2/vector.h"
#include "kernels/cpu/four.h"
#include "kernels/cpu/wide_weights.h"

/// Weights of each type as fp32 (see scalar/weights.h).
namespace maas::kernels::avx2 {

struct Weights {
  using Vector = avx2::Vector;
  // 16 registers: 4 rows x 3 tokens of sums, 3 tokens, 1 weight.
  static constexpr int64_t kTokens = 3;

  static Four reduce(const Vector (&sums)[4]) {
    const __m256 ab = add_halves(sums[0].value, sums[1].value);
    const __m256 cd = add_halves(sums[2].value, sums[3].value);
    const __m256 all =
        _mm256_add_ps(_mm256_shuffle_ps(ab, cd, 0x44), _mm256_shuffle_ps(ab, cd, 0xEE));
    return _mm_add_ps(_mm256_castps256_ps128(all), _mm256_extractf128_ps(all, 1));
  }

  /// Loads `count` 16-bit elements and zeros.
  static __m128i first_halves(const std::byte* from, int64_t count) {
    alignas(16) uint16_t all[8] = {};
    for (int64_t i = 0; i < count; ++i) __builtin_memcpy(all + i, from + 2 * i, 2);
    return _mm_load_si128(reinterpret_cast<const __m128i*>(all));
  }

  static __m128i halves(const std::byte* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  }

  static Vector from_half(__m128i halves) { return {_mm256_cvtph_ps(halves)}; }
  static Vector from_bfloat16(__m128i halves) {
    return {_mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(halves), 16))};
  }

 private:
  /// In each quarter: a0 + a2, b0 + b2, a1 + a3, b1 + b3.
  static __m256 add_halves(__m256 a, __m256 b) {
    return _mm256_add_ps(_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b));
  }
};

using WeightsF32 = WideF32<Weights>;
using WeightsF16 = WideF16<Weights>;
using WeightsBF16 = WideBF16<Weights>;

}  // namespace maas::kernels::avx2
