#pragma once

#include <cmath>
#include <cstdint>

#include "kernels/cpu/scalar/vector.h"

namespace maas::kernels::scalar {

/// One output's codes of four inputs, with the interface of the wider ones.
struct Codes {
  using Float = Vector;
  using Sums = int32_t;
  static constexpr int64_t kLanes = 1;
  static constexpr int64_t kRowBlock = 1;

  const int8_t* value;

  static Codes load(const int8_t* from) { return {from}; }

  /// Returns the sums to start from.
  static Sums start(const int8_t* /*activations*/, int64_t /*quads*/) { return 0; }

  /// Returns `sums` plus the products with four activations.
  static Sums dot(Sums sums, Codes weights, const int8_t* activations) {
    for (int i = 0; i < 4; ++i) sums += weights.value[i] * activations[i];
    return sums;
  }

  static void store(Sums sums, int32_t* to) { *to = sums; }
  static Vector to_float(Sums sums) { return {static_cast<float>(sums)}; }

  /// Returns the code of input `kInput` of the four.
  template <int kInput>
  Vector input() const {
    return {static_cast<float>(value[kInput])};
  }

  /// Returns the largest magnitude, as an integer's bits: NaN is larger than all numbers.
  static uint32_t largest_magnitude(const float* values, int64_t count) {
    uint32_t largest = 0;
    for (int64_t i = 0; i < count; ++i) {
      const uint32_t bits = __builtin_bit_cast(uint32_t, values[i]) & 0x7FFFFFFF;
      largest = bits > largest ? bits : largest;
    }
    return largest;
  }

  /// Writes the rounded products with `factor`.
  static void round(const float* values, int64_t count, float factor, int8_t* codes) {
    for (int64_t i = 0; i < count; ++i) {
      codes[i] = static_cast<int8_t>(std::nearbyint(values[i] * factor));
    }
  }
};

}  // namespace maas::kernels::scalar
