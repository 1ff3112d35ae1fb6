#pragma once

#include <immintrin.h>

#include <cstdint>

#include "kernels/cpu/avx2/vector.h"

namespace maas::kernels::avx2 {

/// Eight outputs' codes of four inputs each.
struct Codes {
  using Float = Vector;
  using Sums = __m256i;
  static constexpr int64_t kLanes = 8;
  // 16 registers: 2 rows x 4 vectors of sums, 2 rows of activations, weights and their magnitudes.
  static constexpr int64_t kRowBlock = 2;

  __m256i value;

  static Codes load(const int8_t* from) {
    return {_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from))};
  }

  static Sums start(const int8_t* /*activations*/, int64_t /*quads*/) {
    return _mm256_setzero_si256();
  }

  /// Unsigned bytes times signed bytes is the one product there is, hence |w| x (a with w's sign):
  /// |-128| is an unsigned byte, and no activation is -128. No pair of products exceeds
  /// 2 * 128 * 127, which is less than the limit of 16 bits.
  static Sums dot(Sums sums, Codes weights, const int8_t* activations) {
    int32_t quad;
    __builtin_memcpy(&quad, activations, sizeof quad);
    const __m256i a = _mm256_set1_epi32(quad);
    const __m256i pairs =
        _mm256_maddubs_epi16(_mm256_abs_epi8(weights.value), _mm256_sign_epi8(a, weights.value));
    return _mm256_add_epi32(sums, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
  }

  static void store(Sums sums, int32_t* to) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), sums);
  }
  static Vector to_float(Sums sums) { return {_mm256_cvtepi32_ps(sums)}; }

  template <int kInput>
  Vector input() const {
    const __m256i high = _mm256_slli_epi32(value, 24 - 8 * kInput);
    return {_mm256_cvtepi32_ps(_mm256_srai_epi32(high, 24))};
  }

  static uint32_t largest_magnitude(const float* values, int64_t count) {
    __m256i largest = _mm256_setzero_si256();
    const __m256i magnitude = _mm256_set1_epi32(0x7FFFFFFF);
    for (int64_t i = 0; i < count; i += kLanes) {
      const Vector part = Vector::load_first(values + i, count - i < kLanes ? count - i : kLanes);
      const __m256i bits = _mm256_and_si256(_mm256_castps_si256(part.value), magnitude);
      largest = _mm256_max_epu32(largest, bits);
    }
    uint32_t lanes[kLanes];
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(lanes), largest);
    uint32_t result = 0;
    for (const uint32_t lane : lanes) result = lane > result ? lane : result;
    return result;
  }

  static void round(const float* values, int64_t count, float factor, int8_t* codes) {
    const __m256 factors = _mm256_set1_ps(factor);
    // Of 8 words packed twice within each half, the halves' first words.
    const __m256i halves = _mm256_setr_epi32(0, 4, 0, 0, 0, 0, 0, 0);
    for (int64_t i = 0; i < count; i += kLanes) {
      const int64_t width = count - i < kLanes ? count - i : kLanes;
      const Vector part = Vector::load_first(values + i, width);
      const __m256i words = _mm256_cvtps_epi32(_mm256_mul_ps(part.value, factors));
      const __m256i shorts = _mm256_packs_epi32(words, words);
      const __m256i bytes = _mm256_permutevar8x32_epi32(_mm256_packs_epi16(shorts, shorts), halves);
      const int64_t eight = _mm_cvtsi128_si64(_mm256_castsi256_si128(bytes));
      if (width == kLanes) {
        __builtin_memcpy(codes + i, &eight, sizeof eight);
      } else {
        __builtin_memcpy(codes + i, &eight, static_cast<size_t>(width));
      }
    }
  }
};

}  // namespace maas::kernels::avx2
