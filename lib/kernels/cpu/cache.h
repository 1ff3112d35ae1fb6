#pragma once

#include "kernels/cpu/attention.h"
#include "kernels/cpu/parts.h"

/// How keys and values are read and written. A type of cache `C` has an element, loads vectors `V`
/// of them and stores them.
namespace maas::kernels {

struct FloatCache {
  using Element = float;
  static constexpr bool kScaled = false;
  template <class V>
  [[gnu::always_inline]] static V load(const float* from) {
    return V::load(from);
  }
  template <class V>
  [[gnu::always_inline]] static void store(V values, float* to) {
    values.store(to);
  }
};

struct HalfCache {
  using Element = uint16_t;
  static constexpr bool kScaled = false;
  template <class V>
  [[gnu::always_inline]] static V load(const uint16_t* from) {
    return V::load_half(from);
  }
  template <class V>
  [[gnu::always_inline]] static void store(V values, uint16_t* to) {
    values.store_half(to);
  }
};

struct CodeCache {
  using Element = int8_t;
  static constexpr bool kScaled = true;
  template <class V>
  [[gnu::always_inline]] static V load(const int8_t* from) {
    return V::load_codes(from);
  }
  template <class V>
  [[gnu::always_inline]] static void store(V values, int8_t* to) {
    values.store_codes(to);
  }
};

/// Calls `run.template operator()<C>()` with the cache of this type.
template <class Run>
[[gnu::always_inline]] inline void with_cache(CacheType type, Run run) {
  switch (type) {
    case CacheType::kF32:
      return run.template operator()<FloatCache>();
    case CacheType::kF16:
      return run.template operator()<HalfCache>();
    case CacheType::kInt8:
      return run.template operator()<CodeCache>();
  }
}

/// One head of one page.
template <class C>
struct Head {
  using Element = typename C::Element;

  const Element* keys;        ///< [head_size][kPageTokens]
  const Element* values;      ///< [kPageTokens][row_width]
  const float* key_scales;    ///< [kPageTokens], where C has them
  const float* value_scales;  ///< [kPageTokens], where C has them

  [[gnu::always_inline]] Head(const KeyPart& part, const CacheShape& shape, int64_t page) {
    const PageLayout layout(shape);
    const std::byte* begin = part.pages[page] + part.head;
    keys = reinterpret_cast<const Element*>(begin);
    values = reinterpret_cast<const Element*>(begin + layout.values);
    key_scales = reinterpret_cast<const float*>(begin + layout.key_bytes);
    value_scales = reinterpret_cast<const float*>(begin + layout.values + layout.value_bytes);
  }

  template <class V>
  [[gnu::always_inline]] V times_key_scales(V scores, int64_t token) const {
    if constexpr (C::kScaled) return V::multiply(scores, V::load(key_scales + token));
    return scores;
  }
  template <class V>
  [[gnu::always_inline]] V times_value_scales(V weights, int64_t token) const {
    if constexpr (C::kScaled) return V::multiply(weights, V::load(value_scales + token));
    return weights;
  }
};

/// Returns the largest magnitude of a row over the largest code; NaN if the row is not finite.
template <class V>
inline float scale_of(const float* row, int64_t size) {
  const V largest = reduce<V>(
      0, size, V::zero(),
      [&](V most, int64_t i, auto part) {
        return V::maximum(most, V::magnitude(part.load(row + i)));
      },
      V::maximum);
  const V nothing = reduce<V>(
      0, size, V::zero(),
      [&](V sum, int64_t i, auto part) {
        return V::multiply_add(part.load(row + i), V::zero(), sum);
      },
      V::add);
  return largest.largest() / 127.0f + nothing.sum();
}

/// Writes a row times `factor`, `stride` elements apart.
template <class V, class C>
inline void store_row(const float* row, int64_t size, float factor, int64_t stride,
                      typename C::Element* to) {
  const V factors = V::broadcast(factor);
  for_each_part<V>(size, [&](int64_t i, auto part) {
    const V scaled = V::multiply(part.load(row + i), factors);
    if (stride == 1) return C::store(scaled, to + i);
    typename C::Element elements[V::kLanes];
    C::store(scaled, elements);
    for (int64_t lane = 0; lane < V::kLanes && i + lane < size; ++lane) {
      to[(i + lane) * stride] = elements[lane];
    }
  });
}

template <class V>
void store_head(const CacheShape& shape, std::byte* head, int64_t position, const float* key,
                const float* value) {
  const PageLayout layout(shape);
  const auto store_rows = [&]<class C>(float key_factor, float value_factor) {
    using Element = typename C::Element;
    store_row<V, C>(key, shape.head_size, key_factor, kPageTokens,
                    reinterpret_cast<Element*>(head) + position);
    store_row<V, C>(
        value, shape.head_size, value_factor, 1,
        reinterpret_cast<Element*>(head + layout.values) + position * row_width(shape.head_size));
  };
  const auto store_scale = [&](const float* row, int64_t at) {
    const float scale = scale_of<V>(row, shape.head_size);
    reinterpret_cast<float*>(head + at)[position] = scale;
    return scale > 0.0f ? 1.0f / scale : 0.0f;
  };
  with_cache(shape.type, [&]<class C>() {
    if constexpr (C::kScaled) {
      const float key_factor = store_scale(key, layout.key_bytes);
      const float value_factor = store_scale(value, layout.values + layout.value_bytes);
      store_rows.template operator()<C>(key_factor, value_factor);
    } else {
      store_rows.template operator()<C>(1.0f, 1.0f);
    }
  });
}

}  // namespace maas::kernels
