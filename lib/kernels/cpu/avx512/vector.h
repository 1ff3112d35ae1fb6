#pragma once

#include <immintrin.h>

#include <cstdint>

namespace maas::kernels::avx512 {

/// A vector of sixteen floats.
struct Vector {
  using Mask = __mmask16;
  static constexpr int64_t kLanes = 16;
  // 32 registers: 6 channels x 4 pixels of sums, 4 pixels, weights.
  static constexpr int64_t kConvolutionBlock = 6;
  // 4 channels x 5 taps of sums, 4 gradients, pixels.
  static constexpr int64_t kGradientBlock = 4;

  __m512 value;

  static Vector zero() { return {_mm512_setzero_ps()}; }
  static Vector load(const float* from) { return {_mm512_loadu_ps(from)}; }
  static Vector load_first(const float* from, int64_t count) {
    return {_mm512_maskz_loadu_ps(first(count), from)};
  }
  static Vector load_bytes(const uint8_t* from) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    return {_mm512_cvtepi32_ps(_mm512_cvtepu8_epi32(bytes))};
  }
  static Vector load_codes(const int8_t* from) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    return {_mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(bytes))};
  }
  static Vector load_half(const uint16_t* from) {
    return {_mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)))};
  }
  static Vector broadcast(float value) { return {_mm512_set1_ps(value)}; }

  void store(float* to) const { _mm512_storeu_ps(to, value); }
  void store_first(float* to, int64_t count) const {
    _mm512_mask_storeu_ps(to, first(count), value);
  }
  void store_bytes(uint8_t* to) const {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to),
                     _mm512_cvtepi32_epi8(_mm512_cvtps_epi32(value)));
  }
  /// To the nearest of -128 .. 127, ties to even.
  void store_codes(int8_t* to) const {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to),
                     _mm512_cvtsepi32_epi8(_mm512_cvtps_epi32(value)));
  }
  /// To the nearest, ties to even.
  void store_half(uint16_t* to) const {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to),
                        _mm512_cvtps_ph(value, _MM_FROUND_TO_NEAREST_INT));
  }

  float sum() const {
    constexpr __mmask8 kAll = 0xFF;
    const __m256 lower = _mm512_maskz_extractf32x8_ps(kAll, value, 0);
    const __m256 upper = _mm512_maskz_extractf32x8_ps(kAll, value, 1);
    const __m256 eight = _mm256_add_ps(lower, upper);
    const __m128 four = _mm_add_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
    const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
  }

  float largest() const {
    constexpr __mmask8 kAll = 0xFF;
    const __m256 lower = _mm512_maskz_extractf32x8_ps(kAll, value, 0);
    const __m256 upper = _mm512_maskz_extractf32x8_ps(kAll, value, 1);
    const __m256 eight = _mm256_max_ps(lower, upper);
    const __m128 four = _mm_max_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
    const __m128 two = _mm_max_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_max_ss(two, _mm_movehdup_ps(two)));
  }
  float first_lane() const { return _mm512_cvtss_f32(value); }

  static Vector add(Vector a, Vector b) { return {_mm512_add_ps(a.value, b.value)}; }
  static Vector subtract(Vector a, Vector b) { return {_mm512_sub_ps(a.value, b.value)}; }
  static Vector divide(Vector a, Vector b) { return {_mm512_div_ps(a.value, b.value)}; }
  /// The second where either is NaN.
  static Vector maximum(Vector a, Vector b) {
    return {_mm512_maskz_max_ps(kAllLanes, a.value, b.value)};
  }
  static Vector minimum(Vector a, Vector b) {
    return {_mm512_maskz_min_ps(kAllLanes, a.value, b.value)};
  }
  static Vector magnitude(Vector a) {
    return {_mm512_castsi512_ps(
        _mm512_and_si512(_mm512_castps_si512(a.value), _mm512_set1_epi32(0x7FFFFFFF)))};
  }
  static Vector nearest_integer(Vector a) {
    return {_mm512_maskz_roundscale_ps(kAllLanes, a.value,
                                       _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC)};
  }
  /// a 2^exponent, of a whole exponent.
  static Vector scale_by_power(Vector a, Vector exponent) {
    return {_mm512_maskz_scalef_ps(kAllLanes, a.value, exponent.value)};
  }
  static Vector multiply(Vector a, Vector b) { return {_mm512_mul_ps(a.value, b.value)}; }
  static Vector multiply_add(Vector a, Vector b, Vector c) {
    return {_mm512_fmadd_ps(a.value, b.value, c.value)};
  }
  static Vector select(Mask mask, Vector a, Vector b) {
    return {_mm512_mask_blend_ps(mask, b.value, a.value)};
  }

  /// The lanes from `begin` until `end`, which need not be lanes themselves.
  static Mask lanes(int64_t begin, int64_t end) {
    return static_cast<Mask>(until(end) & ~until(begin));
  }
  static int64_t first_of(Mask mask) { return mask == 0 ? kLanes : __builtin_ctz(mask); }
  static Mask greater(Vector a, Vector b) {
    return _mm512_cmp_ps_mask(a.value, b.value, _CMP_GT_OQ);
  }
  static Mask greater_or_nan(Vector a, Vector b) {
    return static_cast<Mask>(_mm512_cmp_ps_mask(a.value, b.value, _CMP_GT_OQ) |
                             _mm512_cmp_ps_mask(a.value, a.value, _CMP_UNORD_Q));
  }
  static Mask not_positive(Vector a) {
    return _mm512_cmp_ps_mask(a.value, _mm512_setzero_ps(), _CMP_LE_OQ);
  }
  static Mask equal(Vector a, Vector b) { return _mm512_cmp_ps_mask(a.value, b.value, _CMP_EQ_OQ); }

  /// Parts neighbours: (a0 a1 .. b0 b1 ..) to (a0 a2 .. b0 b2 ..) and (a1 a3 .. b1 b3 ..).
  static void part(Vector& a, Vector& b) {
    const __m512i even =
        _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    const __m512i odd = _mm512_add_epi32(even, _mm512_set1_epi32(1));
    const __m512 evens = _mm512_permutex2var_ps(a.value, even, b.value);
    b.value = _mm512_permutex2var_ps(a.value, odd, b.value);
    a.value = evens;
  }
  /// Undoes `part`.
  static void join(Vector& a, Vector& b) {
    const __m512i lower = _mm512_setr_epi32(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const __m512i upper = _mm512_add_epi32(lower, _mm512_set1_epi32(8));
    const __m512 first = _mm512_permutex2var_ps(a.value, lower, b.value);
    b.value = _mm512_permutex2var_ps(a.value, upper, b.value);
    a.value = first;
  }

  /// Transposes 16 rows of 16: the pass of distance d swaps the blocks of d x d off the diagonal.
  static void transpose(Vector* rows) {
    swap_blocks<1>(rows);
    swap_blocks<2>(rows);
    swap_blocks<4>(rows);
    swap_blocks<8>(rows);
  }

 private:
  static constexpr Mask kAllLanes = 0xFFFF;

  static uint32_t until(int64_t end) {
    return end <= 0 ? 0u : end >= kLanes ? 0xFFFFu : (1u << end) - 1u;
  }
  static Mask first(int64_t count) { return static_cast<Mask>((1u << count) - 1u); }

  template <int kDistance>
  static void swap_blocks(Vector* rows) {
    const __m512i lane = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const __m512i distance = _mm512_set1_epi32(kDistance);
    const __mmask16 upper = _mm512_test_epi32_mask(lane, distance);
    // Index 16 + i takes lane i of the second operand.
    const __m512i second = _mm512_add_epi32(lane, _mm512_set1_epi32(16));
    const __m512i from_lower = _mm512_mask_sub_epi32(lane, upper, second, distance);
    const __m512i from_upper =
        _mm512_mask_mov_epi32(_mm512_add_epi32(lane, distance), upper, second);
    for (int i = 0; i < 16; ++i) {
      if (i & kDistance) continue;
      const __m512 a = rows[i].value;
      const __m512 b = rows[i + kDistance].value;
      rows[i].value = _mm512_permutex2var_ps(a, from_lower, b);
      rows[i + kDistance].value = _mm512_permutex2var_ps(a, from_upper, b);
    }
  }
};

}  // namespace maas::kernels::avx512
