#pragma once

#include <immintrin.h>

#include <cstdint>

namespace maas::kernels::avx2 {

/// A vector of eight floats.
struct Vector {
  using Mask = __m256;
  static constexpr int64_t kLanes = 8;
  // 16 registers: 3 channels x 4 pixels of sums, 3 weights, 1 pixel.
  static constexpr int64_t kConvolutionBlock = 3;
  // 2 channels x 5 taps of sums, 2 gradients, 1 pixel.
  static constexpr int64_t kGradientBlock = 2;

  __m256 value;

  static Vector zero() { return {_mm256_setzero_ps()}; }
  static Vector load(const float* from) { return {_mm256_loadu_ps(from)}; }
  static Vector load_first(const float* from, int64_t count) {
    return {_mm256_maskload_ps(from, first(count))};
  }
  static Vector load_bytes(const uint8_t* from) {
    const __m128i bytes = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(from));
    return {_mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(bytes))};
  }
  static Vector load_codes(const int8_t* from) {
    const __m128i bytes = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(from));
    return {_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(bytes))};
  }
  static Vector load_half(const uint16_t* from) {
    return {_mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from)))};
  }
  static Vector broadcast(float value) { return {_mm256_set1_ps(value)}; }

  void store(float* to) const { _mm256_storeu_ps(to, value); }
  void store_first(float* to, int64_t count) const { _mm256_maskstore_ps(to, first(count), value); }
  void store_bytes(uint8_t* to) const {
    const __m256i words = _mm256_cvtps_epi32(value);
    const __m128i shorts =
        _mm_packus_epi32(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(to), _mm_packus_epi16(shorts, shorts));
  }
  /// To the nearest of -128 .. 127, ties to even.
  void store_codes(int8_t* to) const {
    const __m256i words = _mm256_cvtps_epi32(value);
    const __m128i shorts =
        _mm_packs_epi32(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(to), _mm_packs_epi16(shorts, shorts));
  }
  /// To the nearest, ties to even.
  void store_half(uint16_t* to) const {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to),
                     _mm256_cvtps_ph(value, _MM_FROUND_TO_NEAREST_INT));
  }

  float sum() const {
    const __m128 four = _mm_add_ps(_mm256_castps256_ps128(value), _mm256_extractf128_ps(value, 1));
    const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
  }

  float largest() const {
    const __m128 four = _mm_max_ps(_mm256_castps256_ps128(value), _mm256_extractf128_ps(value, 1));
    const __m128 two = _mm_max_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_max_ss(two, _mm_movehdup_ps(two)));
  }
  float first_lane() const { return _mm256_cvtss_f32(value); }

  static Vector add(Vector a, Vector b) { return {_mm256_add_ps(a.value, b.value)}; }
  static Vector subtract(Vector a, Vector b) { return {_mm256_sub_ps(a.value, b.value)}; }
  static Vector divide(Vector a, Vector b) { return {_mm256_div_ps(a.value, b.value)}; }
  /// The second where either is NaN.
  static Vector maximum(Vector a, Vector b) { return {_mm256_max_ps(a.value, b.value)}; }
  static Vector minimum(Vector a, Vector b) { return {_mm256_min_ps(a.value, b.value)}; }
  static Vector magnitude(Vector a) { return {_mm256_andnot_ps(_mm256_set1_ps(-0.0f), a.value)}; }
  static Vector nearest_integer(Vector a) {
    return {_mm256_round_ps(a.value, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC)};
  }
  /// a 2^exponent, of a whole exponent; in two steps, as 2^exponent itself may have no float.
  static Vector scale_by_power(Vector a, Vector exponent) {
    const __m256i whole = _mm256_cvtps_epi32(exponent.value);
    const __m256i half = _mm256_srai_epi32(whole, 1);
    const __m256 once = _mm256_mul_ps(a.value, power_of_two(half));
    return {_mm256_mul_ps(once, power_of_two(_mm256_sub_epi32(whole, half)))};
  }
  static Vector multiply(Vector a, Vector b) { return {_mm256_mul_ps(a.value, b.value)}; }
  static Vector multiply_add(Vector a, Vector b, Vector c) {
    return {_mm256_fmadd_ps(a.value, b.value, c.value)};
  }
  static Vector select(Mask mask, Vector a, Vector b) {
    return {_mm256_blendv_ps(b.value, a.value, mask)};
  }

  /// The lanes from `begin` until `end`, which need not be lanes themselves.
  static Mask lanes(int64_t begin, int64_t end) {
    return _mm256_castsi256_ps(_mm256_andnot_si256(until(begin), until(end)));
  }
  static int64_t first_of(Mask mask) {
    const int bits = _mm256_movemask_ps(mask);
    return bits == 0 ? kLanes : __builtin_ctz(static_cast<unsigned>(bits));
  }
  static Mask greater(Vector a, Vector b) { return _mm256_cmp_ps(a.value, b.value, _CMP_GT_OQ); }
  static Mask greater_or_nan(Vector a, Vector b) {
    return _mm256_or_ps(_mm256_cmp_ps(a.value, b.value, _CMP_GT_OQ),
                        _mm256_cmp_ps(a.value, a.value, _CMP_UNORD_Q));
  }
  static Mask not_positive(Vector a) {
    return _mm256_cmp_ps(a.value, _mm256_setzero_ps(), _CMP_LE_OQ);
  }
  static Mask equal(Vector a, Vector b) { return _mm256_cmp_ps(a.value, b.value, _CMP_EQ_OQ); }

  /// Parts neighbours: (a0 a1 .. b0 b1 ..) to (a0 a2 .. b0 b2 ..) and (a1 a3 .. b1 b3 ..).
  static void part(Vector& a, Vector& b) {
    const __m256 lower = _mm256_permute2f128_ps(a.value, b.value, 0x20);
    const __m256 upper = _mm256_permute2f128_ps(a.value, b.value, 0x31);
    a.value = _mm256_shuffle_ps(lower, upper, 0x88);
    b.value = _mm256_shuffle_ps(lower, upper, 0xDD);
  }
  /// Undoes `part`.
  static void join(Vector& a, Vector& b) {
    const __m256 lower = _mm256_unpacklo_ps(a.value, b.value);
    const __m256 upper = _mm256_unpackhi_ps(a.value, b.value);
    a.value = _mm256_permute2f128_ps(lower, upper, 0x20);
    b.value = _mm256_permute2f128_ps(lower, upper, 0x31);
  }

  /// Transposes 8 rows of 8.
  static void transpose(Vector* rows) {
    __m256 pairs[8];
    for (int i = 0; i < 8; i += 2) {
      pairs[i] = _mm256_unpacklo_ps(rows[i].value, rows[i + 1].value);
      pairs[i + 1] = _mm256_unpackhi_ps(rows[i].value, rows[i + 1].value);
    }
    __m256 fours[8];
    for (int i = 0; i < 8; i += 4) {
      fours[i] = _mm256_shuffle_ps(pairs[i], pairs[i + 2], 0x44);
      fours[i + 1] = _mm256_shuffle_ps(pairs[i], pairs[i + 2], 0xEE);
      fours[i + 2] = _mm256_shuffle_ps(pairs[i + 1], pairs[i + 3], 0x44);
      fours[i + 3] = _mm256_shuffle_ps(pairs[i + 1], pairs[i + 3], 0xEE);
    }
    for (int i = 0; i < 4; ++i) {
      rows[i].value = _mm256_permute2f128_ps(fours[i], fours[i + 4], 0x20);
      rows[i + 4].value = _mm256_permute2f128_ps(fours[i], fours[i + 4], 0x31);
    }
  }

 private:
  static __m256i until(int64_t end) { return first(end < 0 ? 0 : end > kLanes ? kLanes : end); }
  static __m256 power_of_two(__m256i exponent) {
    return _mm256_castsi256_ps(
        _mm256_slli_epi32(_mm256_add_epi32(exponent, _mm256_set1_epi32(127)), 23));
  }
  static __m256i first(int64_t count) {
    const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(count)), lane);
  }
};

}  // namespace maas::kernels::avx2
