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
  static Vector broadcast(float value) { return {_mm256_set1_ps(value)}; }

  void store(float* to) const { _mm256_storeu_ps(to, value); }
  void store_first(float* to, int64_t count) const { _mm256_maskstore_ps(to, first(count), value); }
  void store_bytes(uint8_t* to) const {
    const __m256i words = _mm256_cvtps_epi32(value);
    const __m128i shorts =
        _mm_packus_epi32(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(to), _mm_packus_epi16(shorts, shorts));
  }

  float sum() const {
    const __m128 four = _mm_add_ps(_mm256_castps256_ps128(value), _mm256_extractf128_ps(value, 1));
    const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
  }

  static Vector add(Vector a, Vector b) { return {_mm256_add_ps(a.value, b.value)}; }
  static Vector multiply(Vector a, Vector b) { return {_mm256_mul_ps(a.value, b.value)}; }
  static Vector multiply_add(Vector a, Vector b, Vector c) {
    return {_mm256_fmadd_ps(a.value, b.value, c.value)};
  }
  static Vector select(Mask mask, Vector a, Vector b) {
    return {_mm256_blendv_ps(b.value, a.value, mask)};
  }

  static Mask greater_or_nan(Vector a, Vector b) {
    return _mm256_or_ps(_mm256_cmp_ps(a.value, b.value, _CMP_GT_OQ),
                        _mm256_cmp_ps(a.value, a.value, _CMP_UNORD_Q));
  }
  static Mask not_positive(Vector a) {
    return _mm256_cmp_ps(a.value, _mm256_setzero_ps(), _CMP_LE_OQ);
  }
  static Mask equal(Vector a, Vector b) { return _mm256_cmp_ps(a.value, b.value, _CMP_EQ_OQ); }

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
  static __m256i first(int64_t count) {
    const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(count)), lane);
  }
};

}  // namespace maas::kernels::avx2
