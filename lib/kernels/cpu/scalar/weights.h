#pragma once

#include <cstddef>
#include <cstdint>

#include "base/half.h"
#include "kernels/cpu/four.h"
#include "kernels/cpu/scalar/vector.h"

/// Weights of each type as fp32.
namespace maas::kernels::scalar {

/// What they share.
struct Weights {
  /// Tokens that are computed together: with four rows, as many sums as there are registers.
  static constexpr int64_t kTokens = 3;

  /// Returns the sum over the lanes of each of four vectors.
  static Four reduce(const Vector (&sums)[4]) {
    return Four{sums[0].value, sums[1].value, sums[2].value, sums[3].value};
  }

  template <class Bits>
  static Bits bits_at(const std::byte* from) {
    Bits bits;
    __builtin_memcpy(&bits, from, sizeof bits);
    return bits;
  }
};

struct WeightsF32 : Weights {
  static constexpr int64_t kBytes = 4;
  static Vector load(const std::byte* from) { return {bits_at<float>(from)}; }
  static Vector load_first(const std::byte* from, int64_t /*count*/) { return load(from); }
};

struct WeightsBF16 : Weights {
  static constexpr int64_t kBytes = 2;
  static Vector load(const std::byte* from) {
    return {base::from_bfloat16(bits_at<uint16_t>(from))};
  }
  static Vector load_first(const std::byte* from, int64_t /*count*/) { return load(from); }
};

struct WeightsF16 : Weights {
  static constexpr int64_t kBytes = 2;
  static Vector load(const std::byte* from) { return {base::from_half(bits_at<uint16_t>(from))}; }
  static Vector load_first(const std::byte* from, int64_t /*count*/) { return load(from); }
};

}  // namespace maas::kernels::scalar
