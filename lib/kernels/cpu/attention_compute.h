#pragma once

#include "kernels/cpu/attention.h"
#include "kernels/cpu/cache.h"
#include "kernels/cpu/constant.h"
#include "kernels/cpu/functions.h"
#include "kernels/cpu/parts.h"

/// The arithmetic of attention on vectors `V`, with a cache `C` (see cache.h).
namespace maas::kernels {

/// Whether four vectors of sums for each row fit in the registers, where two do for `kBlock` rows.
template <int64_t kRows, int64_t kBlock>
inline constexpr bool kFourVectors = 4 * kRows + 1 <= 2 * kBlock;

/// Asks the second cache for the lines that `count` elements from `at` lie in. Keys and values are
/// read in pieces too short for the processor to see what follows.
template <class Element>
[[gnu::always_inline]] inline void prefetch(const Element* at, int64_t count) {
  constexpr int64_t kLine = 64 / static_cast<int64_t>(sizeof(Element));
#pragma GCC unroll 8
  for (int64_t i = 0; i < count; i += kLine) __builtin_prefetch(at + i, 0, 2);
}

/// Computes the scores of `kRows` rows with the keys of a page, while its values are fetched.
template <class V, class C, int64_t kRows, int64_t kBlock>
inline void score_page(const Head<C>& head, const float* q, int64_t head_size, float* scores) {
  constexpr int64_t kVectors = kFourVectors<kRows, kBlock> && 4 * V::kLanes <= kPageTokens ? 4 : 2;
  constexpr int64_t kTokens = kVectors * V::kLanes;
  if constexpr (C::kScaled) prefetch(head.value_scales, kPageTokens);
  for (int64_t first = 0; first < kPageTokens; first += kTokens) {
    V sums[kRows][kVectors];
#pragma GCC unroll 16
    for (int64_t r = 0; r < kRows; ++r) {
#pragma GCC unroll 4
      for (int64_t v = 0; v < kVectors; ++v) sums[r][v] = V::zero();
    }
    const auto* keys = head.keys + first;
    const auto* ahead = head.values + first * head_size;
    for (int64_t d = 0; d < head_size; ++d) {
      prefetch(ahead + d * kTokens, kTokens);
      V key[kVectors];
#pragma GCC unroll 4
      for (int64_t v = 0; v < kVectors; ++v) {
        key[v] = C::template load<V>(keys + d * kPageTokens + v * V::kLanes);
      }
#pragma GCC unroll 16
      for (int64_t r = 0; r < kRows; ++r) {
        const V element = V::broadcast(q[d * kRows + r]);
#pragma GCC unroll 4
        for (int64_t v = 0; v < kVectors; ++v) {
          sums[r][v] = V::multiply_add(element, key[v], sums[r][v]);
        }
      }
    }
#pragma GCC unroll 16
    for (int64_t r = 0; r < kRows; ++r) {
#pragma GCC unroll 4
      for (int64_t v = 0; v < kVectors; ++v) {
        const int64_t token = first + v * V::kLanes;
        head.template times_key_scales<V>(sums[r][v], token)
            .store(scores + r * kScoreStride + token);
      }
    }
  }
}

/// Turns the scores of a row into weights, which are the values' scales times exp(score - largest).
template <class V, class C>
inline void weigh_scores(const KeyPart& part, const CacheShape& shape, int64_t begin, int64_t end,
                         float soft_cap, float* scores, float* largest, float* sum) {
  const int64_t first = begin / V::kLanes * V::kLanes;
  const V least = V::broadcast(-__builtin_inff());
  V most = least;
  for (int64_t t = first; t < end; t += V::kLanes) {
    V score = V::load(scores + t);
    if (soft_cap > 0) {
      const V cap = V::broadcast(soft_cap);
      score = V::multiply(cap, hyperbolic_tangent(V::divide(score, cap)));
      score.store(scores + t);
    }
    most = V::maximum(V::select(V::lanes(begin - t, end - t), score, least), most);
  }
  *largest = most.largest();
  const V top = V::broadcast(*largest);
  V total = V::zero();
  for (int64_t t = first; t < end; t += V::kLanes) {
    const auto seen = V::lanes(begin - t, end - t);
    const V power = exponential(V::subtract(V::load(scores + t), top));
    const V weight = V::select(seen, power, V::zero());
    total = V::add(total, weight);
    const Head<C> head(part, shape, t / kPageTokens);
    const V scaled = head.template times_value_scales<V>(weight, t % kPageTokens);
    V::select(seen, scaled, V::zero()).store(scores + t);
  }
  *sum = total.sum();
}

/// Adds the weighted values of the keys [begin, end) to `kColumns` vectors of `kRows` rows.
template <class V, class C, int64_t kRows, int64_t kColumns>
inline void add_columns(const KeyPart& part, const KeyPart& next, const CacheShape& shape,
                        int64_t begin, int64_t end, const float* weights, int64_t column,
                        float* values) {
  const int64_t width = row_width(shape.head_size);
  V sums[kRows][kColumns];
#pragma GCC unroll 16
  for (int64_t r = 0; r < kRows; ++r) {
#pragma GCC unroll 8
    for (int64_t c = 0; c < kColumns; ++c) {
      sums[r][c] = V::load(values + r * width + column + c * V::kLanes);
    }
  }
  while (begin < end) {
    const int64_t page = begin / kPageTokens;
    const int64_t page_end = (page + 1) * kPageTokens < end ? (page + 1) * kPageTokens : end;
    const int64_t token = begin % kPageTokens;
    const auto* from = Head<C>(part, shape, page).values + column + token * width;
    const Head<C> following(next.page_count > page ? next : part, shape, page);
    if constexpr (C::kScaled) prefetch(following.key_scales, kPageTokens);
    const auto* ahead = following.keys + column * kPageTokens + token * kColumns * V::kLanes;
    for (; begin < page_end; ++begin, from += width, ahead += kColumns * V::kLanes) {
      prefetch(ahead, kColumns * V::kLanes);
      V value[kColumns];
#pragma GCC unroll 8
      for (int64_t c = 0; c < kColumns; ++c) {
        value[c] = C::template load<V>(from + c * V::kLanes);
      }
#pragma GCC unroll 16
      for (int64_t r = 0; r < kRows; ++r) {
        const V weight = V::broadcast(weights[r * kScoreStride + begin]);
#pragma GCC unroll 8
        for (int64_t c = 0; c < kColumns; ++c) {
          sums[r][c] = V::multiply_add(weight, value[c], sums[r][c]);
        }
      }
    }
  }
#pragma GCC unroll 16
  for (int64_t r = 0; r < kRows; ++r) {
#pragma GCC unroll 8
    for (int64_t c = 0; c < kColumns; ++c) {
      sums[r][c].store(values + r * width + column + c * V::kLanes);
    }
  }
}

/// Adds the weighted values of the keys [begin, end) to `kRows` rows of at most `kBlock`.
template <class V, class C, int64_t kRows, int64_t kBlock>
inline void add_values(const KeyPart& part, const KeyPart& next, const CacheShape& shape,
                       int64_t begin, int64_t end, const float* weights, float* values) {
  if (begin >= end) return;
  constexpr int64_t kColumns = kFourVectors<kRows, kBlock> ? 4 : 2;
  const int64_t width = row_width(shape.head_size);
  int64_t column = 0;
  for (; column + kColumns * V::kLanes <= width; column += kColumns * V::kLanes) {
    add_columns<V, C, kRows, kColumns>(part, next, shape, begin, end, weights, column, values);
  }
  for (; column < width; column += V::kLanes) {
    add_columns<V, C, kRows, 1>(part, next, shape, begin, end, weights, column, values);
  }
}

/// Adds the weighted values of the keys that each row sees, those that all see at once.
template <class V, class C, int64_t kRows, int64_t kBlock>
inline void add_seen_values(const KeyPart& part, const KeyPart& next, const CacheShape& shape,
                            const RowBlock& block, const float* weights, float* values) {
  const int64_t width = row_width(shape.head_size);
  int64_t begin = 0;
  int64_t end = kPartTokens;
  for (int64_t r = 0; r < kRows; ++r) {
    begin = block.begin[r] > begin ? block.begin[r] : begin;
    end = block.end[r] < end ? block.end[r] : end;
  }
  if (begin > end) begin = end;
  const auto add_alone = [&](int64_t r, int64_t from, int64_t until) {
    add_values<V, C, 1, kBlock>(part, next, shape, from, until, weights + r * kScoreStride,
                                values + r * width);
  };
  const auto smaller = [](int64_t a, int64_t b) { return a < b ? a : b; };
  for (int64_t r = 0; r < kRows; ++r) {
    add_alone(r, block.begin[r], smaller(begin, block.end[r]));
  }
  add_values<V, C, kRows, kBlock>(part, next, shape, begin, end, weights, values);
  for (int64_t r = 0; r < kRows; ++r) {
    add_alone(r, block.begin[r] > end ? block.begin[r] : end, block.end[r]);
  }
}

template <class V, class C, int64_t kRows, int64_t kBlock>
inline void attend_rows(const CacheShape& shape, const KeyPart& part, const KeyPart& next,
                        const RowBlock& block, float soft_cap, float* scores,
                        const Weighted& result) {
  int64_t begin = kPartTokens;
  int64_t end = 0;
  for (int64_t r = 0; r < kRows; ++r) {
    if (block.begin[r] >= block.end[r]) continue;
    begin = block.begin[r] < begin ? block.begin[r] : begin;
    end = block.end[r] > end ? block.end[r] : end;
  }
  for (int64_t page = begin / kPageTokens; page * kPageTokens < end; ++page) {
    score_page<V, C, kRows, kBlock>(Head<C>(part, shape, page), block.q, shape.head_size,
                                    scores + page * kPageTokens);
  }
  for (int64_t r = 0; r < kRows; ++r) {
    weigh_scores<V, C>(part, shape, block.begin[r], block.end[r], soft_cap,
                       scores + r * kScoreStride, result.largest + r, result.sum + r);
  }
  __builtin_memset(result.values, 0,
                   static_cast<size_t>(kRows * row_width(shape.head_size)) * sizeof(float));
  add_seen_values<V, C, kRows, kBlock>(part, next, shape, block, scores, result.values);
}

template <class V, int64_t kBlock>
void attend(const CacheShape& shape, const KeyPart& part, const KeyPart& next,
            const RowBlock& block, float soft_cap, float* scores, const Weighted& result) {
  with_cache(shape.type, [&]<class C>() {
    with_constant<kBlock>(block.rows, [&]<int64_t kRows>() {
      attend_rows<V, C, kRows, kBlock>(shape, part, next, block, soft_cap, scores, result);
    });
  });
}

/// Returns exp(x) as it is in a vector.
template <class V>
[[gnu::always_inline]] inline float power_of(float x) {
  return exponential(V::broadcast(x)).first_lane();
}

/// Adds a weighted row to another, both relative to the larger of their largest scores.
template <class V>
inline void merge_row(float largest, float sum, const float* values, int64_t width,
                      float& into_largest, float& into_sum, float* into) {
  const float top = largest > into_largest ? largest : into_largest;
  const V scale = V::broadcast(power_of<V>(largest - top));
  const V into_scale = V::broadcast(power_of<V>(into_largest - top));
  into_sum =
      V::multiply_add(V::broadcast(sum), scale, V::multiply(V::broadcast(into_sum), into_scale))
          .first_lane();
  into_largest = top;
  for (int64_t d = 0; d < width; d += V::kLanes) {
    const V before = V::multiply(V::load(into + d), into_scale);
    V::multiply_add(V::load(values + d), scale, before).store(into + d);
  }
}

template <class V>
void merge(const Weighted& part, int64_t rows, int64_t head_size, const Weighted& into) {
  const int64_t width = row_width(head_size);
  for (int64_t r = 0; r < rows; ++r) {
    if (part.sum[r] == 0.0f) continue;
    merge_row<V>(part.largest[r], part.sum[r], part.values + r * width, width, into.largest[r],
                 into.sum[r], into.values + r * width);
  }
}

template <class V>
void finish(const Weighted& all, int64_t row, int64_t head_size, const float* sink, float* output) {
  float factor = 1.0f;
  float sum = all.sum[row];
  if (sink != nullptr) {
    const float top = *sink > all.largest[row] ? *sink : all.largest[row];
    factor = power_of<V>(all.largest[row] - top);
    sum = sum * factor + power_of<V>(*sink - top);
  }
  const V share = V::broadcast(factor / sum);
  const float* values = all.values + row * row_width(head_size);
  for_each_part<V>(head_size, [&](int64_t d, auto part) {
    part.store(V::multiply(V::load(values + d), share), output + d);
  });
}

/// Returns the operations made of vectors `V`, for blocks of at most `kBlock` rows.
template <class V, int64_t kBlock>
constexpr AttentionKernels make_attention_kernels() {
  return {.rows = kBlock,
          .store = store_head<V>,
          .attend = attend<V, kBlock>,
          .merge = merge<V>,
          .finish = finish<V>};
}

}  // namespace maas::kernels
