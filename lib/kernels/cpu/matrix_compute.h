#pragma once

#include "kernels/cpu/constant.h"
#include "kernels/cpu/four.h"
#include "kernels/cpu/matrix.h"

/// The loops over rows, tokens and columns, for any operands `O` (see FloatOperands).
namespace maas::kernels {

/// Operands of weights that `L` loads as fp32, in vectors `V` (see scalar/weights.h).
template <class V, class L>
struct FloatOperands {
  using Sum = V;
  using Operand = V;
  using Element = float;
  static constexpr int64_t kStep = V::kLanes;
  static constexpr int64_t kBytes = L::kBytes;
  static constexpr int64_t kTokens = L::kTokens;

  static V zero() { return V::zero(); }
  static V load(const std::byte* from) { return L::load(from); }
  static V load_first(const std::byte* from, int64_t count) { return L::load_first(from, count); }
  static V load_x(const float* from) { return V::load(from); }
  static V add(V sum, V weight, V x) { return V::multiply_add(weight, x, sum); }
  static Four reduce(const V (&sums)[kRowGroup]) { return L::reduce(sums); }
  static void store(V values, float* to) { values.store(to); }
};

/// Writes the first `count` of four.
[[gnu::always_inline]] inline void store_four(Four values, int64_t count, float* to) {
  if (count >= kRowGroup) {
    __builtin_memcpy(to, &values, sizeof values);
  } else {
    for (int64_t i = 0; i < count; ++i) to[i] = values[i];
  }
}

/// Reads the first `count` of four.
[[gnu::always_inline]] inline Four load_four(const float* from, int64_t count) {
  Four values = {};
  if (count >= kRowGroup) {
    __builtin_memcpy(&values, from, sizeof values);
  } else {
    for (int64_t i = 0; i < count; ++i) values[i] = from[i];
  }
  return values;
}

/// Asks for weights while others are multiplied, at an even pace.
struct Ahead {
  Coming coming;
  int64_t pace;  ///< bytes a step
  const std::byte* next = coming.data;
  const std::byte* due = next;
  const std::byte* row_end = next + coming.width;

  [[gnu::always_inline]] void step() {
    due += pace;
    while (next < due) {
      __builtin_prefetch(next, 0, 2);
      next += 64;
      if (next >= row_end) begin_row();
    }
  }

  [[gnu::always_inline]] void begin_row() {
    next = row_end + (coming.row_bytes - coming.width);
    due += coming.row_bytes - coming.width;
    row_end += coming.row_bytes;
  }
};

/// A group of rows at a block of columns.
struct RowGroup {
  const std::byte* rows[kRowGroup];
  int64_t columns;
};

/// Adds the products of a block of columns of four rows and of kTokens tokens to `totals`.
template <class O, int64_t kTokens>
[[gnu::always_inline]] inline void add_products(const RowGroup& group, const typename O::Element* x,
                                                int64_t x_stride, Ahead& ahead,
                                                Four (&totals)[kTokens]) {
  typename O::Sum sums[kTokens][kRowGroup];
#pragma GCC unroll 16
  for (int64_t t = 0; t < kTokens; ++t) {
#pragma GCC unroll 4
    for (int64_t r = 0; r < kRowGroup; ++r) sums[t][r] = O::zero();
  }
  const int64_t whole = group.columns / O::kStep * O::kStep;
  for (int64_t c = 0; c < whole; c += O::kStep) {
    ahead.step();
    typename O::Operand tokens[kTokens];
#pragma GCC unroll 16
    for (int64_t t = 0; t < kTokens; ++t) tokens[t] = O::load_x(x + t * x_stride + c);
#pragma GCC unroll 4
    for (int64_t r = 0; r < kRowGroup; ++r) {
      const std::byte* at = group.rows[r] + c * O::kBytes;
      const typename O::Operand weight = O::load(at);
#pragma GCC unroll 16
      for (int64_t t = 0; t < kTokens; ++t) sums[t][r] = O::add(sums[t][r], weight, tokens[t]);
    }
  }
  if (whole < group.columns) {
#pragma GCC unroll 4
    for (int64_t r = 0; r < kRowGroup; ++r) {
      const auto weight = O::load_first(group.rows[r] + whole * O::kBytes, group.columns - whole);
#pragma GCC unroll 16
      for (int64_t t = 0; t < kTokens; ++t) {
        sums[t][r] = O::add(sums[t][r], weight, O::load_x(x + t * x_stride + whole));
      }
    }
  }
#pragma GCC unroll 16
  for (int64_t t = 0; t < kTokens; ++t) totals[t] += O::reduce(sums[t]);
}

/// Computes up to four rows from row `first` for kTokens tokens from `token`.
template <class O, int64_t kTokens>
void multiply_group(const MatrixPart& part, int64_t first, int64_t token, Ahead& ahead) {
  const int64_t count = part.rows - first < kRowGroup ? part.rows - first : kRowGroup;
  float* y = part.y + token * part.y_stride + first;
  Four totals[kTokens];
#pragma GCC unroll 16
  for (int64_t t = 0; t < kTokens; ++t) {
    totals[t] = part.continues         ? load_four(y + t * part.y_stride, count)
                : part.bias != nullptr ? load_four(part.bias + first, count)
                                       : Four{};
  }
  const auto* x = reinterpret_cast<const typename O::Element*>(part.x) + token * part.depth;
  for (int64_t begin = 0; begin < part.columns; begin += part.depth) {
    RowGroup group;
    for (int64_t r = 0; r < kRowGroup; ++r) {
      const int64_t row = first + (r < count ? r : count - 1);
      group.rows[r] = part.weights + row * part.row_bytes + begin * O::kBytes;
    }
    group.columns = part.columns - begin < part.depth ? part.columns - begin : part.depth;
    add_products<O, kTokens>(group, x, part.depth, ahead, totals);
    x += part.tokens * part.depth;
  }
#pragma GCC unroll 16
  for (int64_t t = 0; t < kTokens; ++t) store_four(totals[t], count, y + t * part.y_stride);
}

[[gnu::always_inline]] inline int64_t groups_of(int64_t count, int64_t most) {
  return (count + most - 1) / most;
}

/// Calls `run.template operator()<n>(first)` for groups of nearly equal size that cover the tokens.
template <int64_t kMost, class Run>
inline void for_each_token_group(int64_t tokens, Run run) {
  for (int64_t groups = groups_of(tokens, kMost), first = 0; first < tokens; --groups) {
    const int64_t size = groups_of(tokens - first, groups);
    with_constant<kMost>(size, [&]<int64_t kTokens>() { run.template operator()<kTokens>(first); });
    first += size;
  }
}

/// Returns the bytes to ask for in each step of the work on a group of rows and of tokens, so that
/// all are there after `groups` of them.
template <class O>
[[gnu::always_inline]] inline int64_t pace_of(const MatrixPart& part, const Coming& coming,
                                              int64_t groups) {
  return coming.rows * coming.width * O::kStep / (part.columns * groups) + 1;
}

/// Rows outside: each weight comes from memory once.
template <class O>
void multiply_rows(const MatrixPart& part) {
  Coming coming{.data = part.weights,
                .row_bytes = part.row_bytes,
                .rows = kRowGroup,
                .width = part.row_bytes};
  const int64_t pace = pace_of<O>(part, coming, groups_of(part.tokens, O::kTokens));
  for (int64_t row = 0; row < part.rows; row += kRowGroup) {
    coming.data += kRowGroup * part.row_bytes;
    Ahead ahead{.coming = coming, .pace = pace};
    for_each_token_group<O::kTokens>(part.tokens, [&]<int64_t kTokens>(int64_t token) {
      multiply_group<O, kTokens>(part, row, token, ahead);
    });
  }
}

/// Asks for the `index`-th of `count` equal parts of some bytes.
[[gnu::always_inline]] inline void prefetch_part(const std::byte* from, int64_t bytes,
                                                 int64_t index, int64_t count) {
  const int64_t end = bytes * (index + 1) / count;
  for (int64_t i = bytes * index / count; i < end; i += 64) __builtin_prefetch(from + i, 0, 2);
}

/// Tokens outside: a group of them stays in the first cache, the tile in the second.
template <class O>
void multiply_tile(const MatrixPart& part) {
  const int64_t row_groups = groups_of(part.rows, kRowGroup);
  const int64_t groups = groups_of(part.tokens, O::kTokens) * row_groups;
  Ahead ahead{.coming = part.coming, .pace = pace_of<O>(part, part.coming, groups)};
  constexpr auto kSize = static_cast<int64_t>(sizeof(typename O::Element));
  for_each_token_group<O::kTokens>(part.tokens, [&]<int64_t kTokens>(int64_t token) {
    const int64_t bytes = kTokens * part.depth * kSize;
    const std::byte* const next = part.x + (token + kTokens) * part.depth * kSize;
    for (int64_t group = 0; group < row_groups; ++group) {
      prefetch_part(next, bytes, group, row_groups);
      multiply_group<O, kTokens>(part, group * kRowGroup, token, ahead);
    }
  });
}

/// Converts weights of type `O` to elements of the operands `To`, padded with zeros.
template <class O, class To>
void unpack(const std::byte* from, int64_t count, std::byte* to) {
  auto* elements = reinterpret_cast<typename To::Element*>(to);
  int64_t i = 0;
  for (; i + O::kStep <= count; i += O::kStep) {
    To::store(O::load(from + i * O::kBytes), elements + i);
  }
  if (i < count) {
    To::store(O::load_first(from + i * O::kBytes, count - i), elements + i);
    i += O::kStep;
  }
  for (; i % kColumnStep != 0; ++i) elements[i] = 0;
}

/// Converts weights to fp32.
template <class O>
void widen(const std::byte* from, int64_t count, float* to) {
  int64_t i = 0;
  for (; i + O::kStep <= count; i += O::kStep) O::load(from + i * O::kBytes).store(to + i);
  if (i < count) O::load_first(from + i * O::kBytes, count - i).store_first(to + i, count - i);
}

/// Returns the operations on weights that `O` reads as fp32; `F` are operands of fp32.
template <class O, class F>
constexpr MatrixKernels make_matrix_kernels() {
  return {.element_bytes = sizeof(float),
          .pack =
              [](const float* from, int64_t count, std::byte* to) {
                unpack<F, F>(reinterpret_cast<const std::byte*>(from), count, to);
              },
          .unpack = unpack<O, F>,
          .widen = widen<O>,
          .multiply = multiply_rows<O>,
          .multiply_tile = multiply_tile<F>};
}

}  // namespace maas::kernels
