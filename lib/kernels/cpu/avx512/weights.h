#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/cpu/avx512/vector.h"
#include "kernels/cpu/four.h"
#include "kernels/cpu/wide_weights.h"

/// Weights of each type as fp32 (see scalar/weights.h).
namespace maas::kernels::avx512 {

struct Weights {
  using Vector = avx512::Vector;
  // 32 registers: 4 rows x 6 tokens of sums, 6 tokens, 1 weight.
  static constexpr int64_t kTokens = 6;

  static Four reduce(const Vector (&sums)[4]) {
    const __m512 ab = add_halves(sums[0].value, sums[1].value);
    const __m512 cd = add_halves(sums[2].value, sums[3].value);
    const __m512 all =
        _mm512_add_ps(_mm512_shuffle_ps(ab, cd, 0x44), _mm512_shuffle_ps(ab, cd, 0xEE));
    const __m256 eight = _mm256_add_ps(_mm512_castps512_ps256(all), _mm512_extractf32x8_ps(all, 1));
    return _mm_add_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
  }

  static __m256i halves(const std::byte* from) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
  }

  /// Loads `count` 16-bit elements and zeros.
  static __m256i first_halves(const std::byte* from, int64_t count) {
    return _mm256_maskz_loadu_epi16(static_cast<__mmask16>((1u << count) - 1u), from);
  }

  static Vector from_half(__m256i halves) { return {_mm512_cvtph_ps(halves)}; }
  static Vector from_bfloat16(__m256i halves) {
    return {_mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(halves), 16))};
  }

 private:
  /// In each quarter: a0 + a2, b0 + b2, a1 + a3, b1 + b3.
  static __m512 add_halves(__m512 a, __m512 b) {
    return _mm512_add_ps(_mm512_unpacklo_ps(a, b), _mm512_unpackhi_ps(a, b));
  }
};

using WeightsF32 = WideF32<Weights>;
using WeightsF16 = WideF16<Weights>;
using WeightsBF16 = WideBF16<Weights>;

}  // namespace maas::kernels::avx512
