#pragma once

#include <cstdint>

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
  static Vector broadcast(float value) { return {value}; }

  void store(float* to) const { *to = value; }
  void store_first(float* to, int64_t /*count*/) const { *to = value; }
  void store_bytes(uint8_t* to) const { *to = static_cast<uint8_t>(value); }

  float sum() const { return value; }

  static Vector add(Vector a, Vector b) { return {a.value + b.value}; }
  static Vector multiply(Vector a, Vector b) { return {a.value * b.value}; }
  static Vector multiply_add(Vector a, Vector b, Vector c) { return {a.value * b.value + c.value}; }
  static Vector select(Mask mask, Vector a, Vector b) { return mask ? a : b; }

  static Mask greater_or_nan(Vector a, Vector b) { return a.value > b.value || a.value != a.value; }
  static Mask not_positive(Vector a) { return a.value <= 0.0f; }
  static Mask equal(Vector a, Vector b) { return a.value == b.value; }

  static void transpose(Vector* /*rows*/) {}
};

}  // namespace maas::kernels::scalar
