#pragma once

#include <cstddef>
#include <cstdint>

/// Weights of each type as fp32, in terms of what an instruction set has.
namespace maas::kernels {

/// @tparam Set  has `Vector`, `halves` and `first_halves`, which load 16-bit elements
template <class Set>
struct WideF32 : Set {
  using Vector = typename Set::Vector;
  static constexpr int64_t kBytes = 4;
  static Vector load(const std::byte* from) {
    return Vector::load(reinterpret_cast<const float*>(from));
  }
  static Vector load_first(const std::byte* from, int64_t count) {
    return Vector::load_first(reinterpret_cast<const float*>(from), count);
  }
};

/// @tparam Set  has `from_half` too, which widens what was loaded
template <class Set>
struct WideF16 : Set {
  using Vector = typename Set::Vector;
  static constexpr int64_t kBytes = 2;
  static Vector load(const std::byte* from) { return Set::from_half(Set::halves(from)); }
  static Vector load_first(const std::byte* from, int64_t count) {
    return Set::from_half(Set::first_halves(from, count));
  }
};

/// @tparam Set  has `from_bfloat16` too
template <class Set>
struct WideBF16 : Set {
  using Vector = typename Set::Vector;
  static constexpr int64_t kBytes = 2;
  static Vector load(const std::byte* from) { return Set::from_bfloat16(Set::halves(from)); }
  static Vector load_first(const std::byte* from, int64_t count) {
    return Set::from_bfloat16(Set::first_halves(from, count));
  }
};

}  // namespace maas::kernels
