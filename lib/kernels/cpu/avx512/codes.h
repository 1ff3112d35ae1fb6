#pragma once

#include <immintrin.h>

#include <cstdint>

#include "kernels/cpu/avx512/vector.h"

namespace maas::kernels::avx512 {

/// Sixteen outputs' codes of four inputs each.
struct Codes {
  using Float = Vector;
  using Sums = __m512i;
  static constexpr int64_t kLanes = 16;
  // 32 registers: 8 rows x 2 vectors of sums, 2 weights, activations.
  static constexpr int64_t kRowBlock = 8;

  __m512i value;

  static Codes load(const int8_t* from) { return {_mm512_loadu_si512(from)}; }

  /// Unsigned bytes times signed bytes is the one product there is, hence (w + 128) x a, and the
  /// sums start from -128 x the sum of the activations.
  static Sums start(const int8_t* activations, int64_t quads) {
    __m512i sums = _mm512_setzero_si512();
    for (int64_t i = 0; i < quads * 4; i += 64) {
      sums = _mm512_dpbusd_epi32(sums, _mm512_set1_epi8(1), _mm512_loadu_si512(activations + i));
    }
    int32_t lanes[kLanes];
    _mm512_storeu_si512(lanes, sums);
    int32_t sum = 0;
    for (const int32_t lane : lanes) sum += lane;
    return _mm512_set1_epi32(-128 * sum);
  }

  static Sums dot(Sums sums, Codes weights, const int8_t* activations) {
    int32_t quad;
    __builtin_memcpy(&quad, activations, sizeof quad);
    const __m512i shifted =
        _mm512_xor_si512(weights.value, _mm512_set1_epi8(static_cast<char>(-128)));
    return _mm512_dpbusd_epi32(sums, shifted, _mm512_set1_epi32(quad));
  }

  static void store(Sums sums, int32_t* to) { _mm512_storeu_si512(to, sums); }
  static Vector to_float(Sums sums) { return {_mm512_cvtepi32_ps(sums)}; }

  template <int kInput>
  Vector input() const {
    const __m512i high = _mm512_slli_epi32(value, 24 - 8 * kInput);
    return {_mm512_cvtepi32_ps(_mm512_srai_epi32(high, 24))};
  }

  static uint32_t largest_magnitude(const float* values, int64_t count) {
    __m512i largest = _mm512_setzero_si512();
    const __m512i magnitude = _mm512_set1_epi32(0x7FFFFFFF);
    for (int64_t i = 0; i < count; i += kLanes) {
      const Vector part = Vector::load_first(values + i, count - i < kLanes ? count - i : kLanes);
      largest =
          _mm512_max_epu32(largest, _mm512_and_si512(_mm512_castps_si512(part.value), magnitude));
    }
    uint32_t lanes[kLanes];
    _mm512_storeu_si512(lanes, largest);
    uint32_t result = 0;
    for (const uint32_t lane : lanes) result = lane > result ? lane : result;
    return result;
  }

  static void round(const float* values, int64_t count, float factor, int8_t* codes) {
    const __m512 factors = _mm512_set1_ps(factor);
    for (int64_t i = 0; i < count; i += kLanes) {
      const int64_t width = count - i < kLanes ? count - i : kLanes;
      const Vector part = Vector::load_first(values + i, width);
      const __m512i words = _mm512_cvtps_epi32(_mm512_mul_ps(part.value, factors));
      const auto first = static_cast<__mmask16>((1u << width) - 1u);
      _mm512_mask_cvtepi32_storeu_epi8(codes + i, first, words);
    }
  }
};

}  // namespace maas::kernels::avx512
