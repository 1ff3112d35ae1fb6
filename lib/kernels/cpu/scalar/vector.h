#pragma once

#include <cstdint>

#include "base/half.h"

namespace maas::kernels::scalar {

/// A vector of one float, with the interface of the wider ones.
struct Vector {
  using Mask = bool;
  static constexpr int64_t kLanes = 1;
  static constexpr int64_t kConvolutionBlock = 2;
  static constexpr int64_t kGradientBlock = 2;

  float value;

  static Vector zero() { return {0.0f}; }
  static Vector load(const float* from) { return {*from}; }
  static Vector load_first(const float* from, int64_t /*count*/) { return {*from}; }
  static Vector load_bytes(const uint8_t* from) { return {static_cast<float>(*from)}; }
  static Vector load_codes(const int8_t* from) { return {static_cast<float>(*from)}; }
  static Vector load_half(const uint16_t* from) { return {base::from_half(*from)}; }
  static Vector broadcast(float value) { return {value}; }

  void store(float* to) const { *to = value; }
  void store_first(float* to, int64_t /*count*/) const { *to = value; }
  void store_bytes(uint8_t* to) const { *to = static_cast<uint8_t>(value); }
  /// To the nearest of -128 .. 127, ties to even.
  void store_codes(int8_t* to) const {
    const float code = maximum({-128.0f}, minimum(nearest_integer(*this), {127.0f})).value;
    *to = static_cast<int8_t>(code);
  }
  /// To the nearest, ties to even.
  void store_half(uint16_t* to) const { *to = base::to_half(value); }

  float sum() const { return value; }
  float largest() const { return value; }
  float first_lane() const { return value; }

  static Vector add(Vector a, Vector b) { return {a.value + b.value}; }
  static Vector subtract(Vector a, Vector b) { return {a.value - b.value}; }
  static Vector divide(Vector a, Vector b) { return {a.value / b.value}; }
  /// The second where either is NaN.
  static Vector maximum(Vector a, Vector b) { return a.value > b.value ? a : b; }
  static Vector minimum(Vector a, Vector b) { return a.value < b.value ? a : b; }
  static Vector magnitude(Vector a) { return {__builtin_fabsf(a.value)}; }
  static Vector nearest_integer(Vector a) { return {__builtin_nearbyintf(a.value)}; }
  /// a 2^exponent, of a whole exponent; in two steps, as 2^exponent itself may have no float.
  static Vector scale_by_power(Vector a, Vector exponent) {
    const int32_t whole = equal(exponent, exponent) ? static_cast<int32_t>(exponent.value) : 0;
    const int32_t half = whole >> 1;
    return {a.value * power_of_two(half) * power_of_two(whole - half)};
  }
  static Vector multiply(Vector a, Vector b) { return {a.value * b.value}; }
  static Vector multiply_add(Vector a, Vector b, Vector c) { return {a.value * b.value + c.value}; }
  static Vector select(Mask mask, Vector a, Vector b) { return mask ? a : b; }

  /// The lanes from `begin` until `end`, which need not be lanes themselves.
  static Mask lanes(int64_t begin, int64_t end) { return begin <= 0 && end > 0; }
  static int64_t first_of(Mask mask) { return mask ? 0 : kLanes; }
  static Mask greater(Vector a, Vector b) { return a.value > b.value; }
  static Mask greater_or_nan(Vector a, Vector b) { return a.value > b.value || a.value != a.value; }
  static Mask not_positive(Vector a) { return a.value <= 0.0f; }
  static Mask equal(Vector a, Vector b) { return a.value == b.value; }

  static void part(Vector& /*a*/, Vector& /*b*/) {}
  static void join(Vector& /*a*/, Vector& /*b*/) {}
  static void transpose(Vector* /*rows*/) {}

 private:
  static float power_of_two(int32_t exponent) {
    return __builtin_bit_cast(float, (exponent + 127) << 23);
  }
};

}  // namespace maas::kernels::scalar
