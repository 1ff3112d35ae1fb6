#pragma once

#include <cstdint>

/// Walks over rows of any size, a vector `V` at a time: what is left at the end is loaded and
/// stored under a mask and computed as the rest is.
namespace maas::kernels {

/// A whole vector of a row.
template <class V>
struct WholePart {
  static V load(const float* from) { return V::load(from); }
  static V load(const float* from, V /*beyond*/) { return V::load(from); }
  static void store(V value, float* to) { value.store(to); }
};

/// The first lanes of a vector.
template <class V>
struct FirstPart {
  int64_t width;

  /// Zero beyond the width.
  V load(const float* from) const { return V::load_first(from, width); }
  V load(const float* from, V beyond) const {
    return V::select(V::lanes(0, width), load(from), beyond);
  }
  void store(V value, float* to) const { value.store_first(to, width); }
};

/// Calls `use(index, part)` for the vectors of a row.
template <class V, class Use>
[[gnu::always_inline]] inline void for_each_part(int64_t size, Use use) {
  int64_t i = 0;
  for (; i + V::kLanes <= size; i += V::kLanes) use(i, WholePart<V>());
  if (i < size) use(i, FirstPart<V>{size - i});
}

/// Returns the lanes' results of `add(result so far, index, part)`, from `start`, over the vectors
/// from `begin` until `end`; in four chains, which `join(a, b)` brings together.
template <class V, class Add, class Join>
[[gnu::always_inline]] inline V reduce(int64_t begin, int64_t end, V start, Add add, Join join) {
  constexpr int64_t kChains = 4;
  V chains[kChains] = {start, start, start, start};
  int64_t i = begin;
  for (; i + kChains * V::kLanes <= end; i += kChains * V::kLanes) {
#pragma GCC unroll 4
    for (int64_t c = 0; c < kChains; ++c) {
      chains[c] = add(chains[c], i + c * V::kLanes, WholePart<V>());
    }
  }
  for (; i + V::kLanes <= end; i += V::kLanes) chains[0] = add(chains[0], i, WholePart<V>());
  if (i < end) chains[0] = add(chains[0], i, FirstPart<V>{end - i});
  return join(join(chains[0], chains[1]), join(chains[2], chains[3]));
}

/// Returns the sum that `add(sum so far, index, part)` makes over the vectors of a row: in fp32 for
/// a stretch, so that long rows lose nothing.
template <class V, class Add>
[[gnu::always_inline]] inline double sum_over(int64_t size, Add add) {
  constexpr int64_t kStretch = 1024;
  double sum = 0;
  for (int64_t begin = 0; begin < size; begin += kStretch) {
    const int64_t end = begin + kStretch < size ? begin + kStretch : size;
    sum += static_cast<double>(reduce<V>(begin, end, V::zero(), add, V::add).sum());
  }
  return sum;
}

}  // namespace maas::kernels
