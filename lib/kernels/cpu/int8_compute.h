#pragma once

#include "kernels/cpu/constant.h"
#include "kernels/cpu/int8.h"

/// The arithmetic on panels, for any codes `C` (see scalar/codes.h).
namespace maas::kernels {

/// How far ahead of its use a panel is asked for, in bytes.
inline constexpr int64_t kPrefetchDistance = 1024;

template <class C>
inline constexpr int64_t kPanelVectors = kPanelRows / C::kLanes;

template <class C>
void quantize_row(const float* row, int64_t count, int8_t* codes, float* scale) {
  const float largest = __builtin_bit_cast(float, C::largest_magnitude(row, count));
  *scale = largest < kLeastMagnitude ? 0.0f : largest / static_cast<float>(kMostCode);
  if (*scale > 0.0f && *scale <= __FLT_MAX__) {
    C::round(row, count, static_cast<float>(kMostCode) / largest, codes);
  } else {
    __builtin_memset(codes, 0, static_cast<size_t>(count));
  }
}

/// Asks for the quad of a panel that is needed a little later.
[[gnu::always_inline]] inline void prefetch_quad(const int8_t* codes) {
  __builtin_prefetch(codes + kPrefetchDistance);
  __builtin_prefetch(codes + kPrefetchDistance + 64);
}

/// Computes the sums of `kRows` rows from row `first` and hands them to `use(row, vector, sums)`.
template <class C, int64_t kRows, class Use>
inline void accumulate_rows(const Int8Rows<int8_t>& rows, int64_t first, const Int8Panel& panel,
                            Use use) {
  typename C::Sums sums[kRows][kPanelVectors<C>];
  const int8_t* activations = rows.row(first);
#pragma GCC unroll 8
  for (int64_t r = 0; r < kRows; ++r) {
    const typename C::Sums start = C::start(activations + r * rows.stride, panel.quads());
#pragma GCC unroll 32
    for (int64_t v = 0; v < kPanelVectors<C>; ++v) sums[r][v] = start;
  }
  const int8_t* codes = panel.codes;
  for (int64_t quad = 0; quad < panel.quads(); ++quad) {
    prefetch_quad(codes);
#pragma GCC unroll 32
    for (int64_t v = 0; v < kPanelVectors<C>; ++v) {
      const C weights = C::load(codes + v * C::kLanes * kQuad);
#pragma GCC unroll 8
      for (int64_t r = 0; r < kRows; ++r) {
        sums[r][v] = C::dot(sums[r][v], weights, activations + r * rows.stride);
      }
    }
    codes += kPanelRows * kQuad;
    activations += kQuad;
  }
#pragma GCC unroll 8
  for (int64_t r = 0; r < kRows; ++r) {
#pragma GCC unroll 32
    for (int64_t v = 0; v < kPanelVectors<C>; ++v) use(first + r, v, sums[r][v]);
  }
}

/// Calls `run.template operator()<n>(first)` for blocks of n rows that cover 0 .. count-1.
template <int64_t kMost, class Run>
inline void for_each_row_block(int64_t count, Run run) {
  for (int64_t first = 0; first < count; first += kMost) {
    const int64_t size = count - first < kMost ? count - first : kMost;
    with_constant<kMost>(size, [&]<int64_t kRows>() { run.template operator()<kRows>(first); });
  }
}

template <class C>
void accumulate(const Int8Rows<int8_t>& rows, const Int8Panel& panel, int32_t* sums) {
  for_each_row_block<C::kRowBlock>(rows.count, [&]<int64_t kRows>(int64_t first) {
    accumulate_rows<C, kRows>(rows, first, panel, [&](int64_t row, int64_t v, auto sum) {
      C::store(sum, sums + row * kPanelRows + v * C::kLanes);
    });
  });
}

/// Writes sum x scale + bias of vector `v` of a panel, as far as there are outputs.
template <class F>
[[gnu::always_inline]] inline void write_outputs(F sum, F scale, const Int8Panel& panel, int64_t v,
                                                 float* output) {
  const int64_t begin = v * F::kLanes;
  if (begin >= panel.outputs) return;
  const F result = F::multiply_add(sum, scale, F::load(panel.bias + begin));
  const int64_t width = panel.outputs - begin;
  if (width >= F::kLanes) {
    result.store(output + begin);
  } else {
    result.store_first(output + begin, width);
  }
}

template <class C>
void linear_w8a8(const Int8Rows<int8_t>& rows, const Int8Panel& panel, float* output,
                 int64_t output_stride) {
  using F = typename C::Float;
  for_each_row_block<C::kRowBlock>(rows.count, [&]<int64_t kRows>(int64_t first) {
    accumulate_rows<C, kRows>(rows, first, panel, [&](int64_t row, int64_t v, auto sum) {
      const F scale =
          F::multiply(F::load(panel.scale + v * F::kLanes), F::broadcast(rows.scale[row]));
      write_outputs(C::to_float(sum), scale, panel, v, output + row * output_stride);
    });
  });
}

/// Adds the products of one quad; `activation(row)` points to the row's four.
template <class C, int kInput, int64_t kRows, class Activation>
[[gnu::always_inline]] inline void multiply_quad(
    const int8_t* codes, Activation activation,
    typename C::Float (&sums)[kRows][kPanelVectors<C>]) {
  using F = typename C::Float;
  if constexpr (kInput < kQuad) {
#pragma GCC unroll 32
    for (int64_t v = 0; v < kPanelVectors<C>; ++v) {
      const F weight = C::load(codes + v * C::kLanes * kQuad).template input<kInput>();
#pragma GCC unroll 8
      for (int64_t r = 0; r < kRows; ++r) {
        sums[r][v] = F::multiply_add(F::broadcast(activation(r)[kInput]), weight, sums[r][v]);
      }
    }
    multiply_quad<C, kInput + 1, kRows>(codes, activation, sums);
  }
}

template <class C, int64_t kRows>
inline void multiply_rows(const Int8Rows<float>& rows, int64_t first, const Int8Panel& panel,
                          float* output, int64_t output_stride) {
  using F = typename C::Float;
  F sums[kRows][kPanelVectors<C>];
#pragma GCC unroll 8
  for (int64_t r = 0; r < kRows; ++r) {
#pragma GCC unroll 32
    for (int64_t v = 0; v < kPanelVectors<C>; ++v) sums[r][v] = F::zero();
  }
  const int8_t* codes = panel.codes;
  const float* activations = rows.row(first);
  const int64_t whole = panel.inputs / kQuad;
  for (int64_t quad = 0; quad < whole; ++quad) {
    prefetch_quad(codes);
    multiply_quad<C, 0, kRows>(
        codes, [&](int64_t r) { return activations + r * rows.stride; }, sums);
    codes += kPanelRows * kQuad;
    activations += kQuad;
  }
  if (panel.inputs % kQuad != 0) {
    float last[kRows][kQuad] = {};
    for (int64_t r = 0; r < kRows; ++r) {
      for (int64_t i = 0; i < panel.inputs % kQuad; ++i) {
        last[r][i] = activations[r * rows.stride + i];
      }
    }
    multiply_quad<C, 0, kRows>(
        codes, [&](int64_t r) { return last[r]; }, sums);
  }
#pragma GCC unroll 8
  for (int64_t r = 0; r < kRows; ++r) {
#pragma GCC unroll 32
    for (int64_t v = 0; v < kPanelVectors<C>; ++v) {
      write_outputs(sums[r][v], F::load(panel.scale + v * F::kLanes), panel, v,
                    output + (first + r) * output_stride);
    }
  }
}

template <class C>
void linear_w8a16(const Int8Rows<float>& rows, const Int8Panel& panel, float* output,
                  int64_t output_stride) {
  for_each_row_block<C::kRowBlock>(rows.count, [&]<int64_t kRows>(int64_t first) {
    multiply_rows<C, kRows>(rows, first, panel, output, output_stride);
  });
}

/// Returns the operations made of codes `C`.
template <class C>
constexpr Int8Kernels make_int8_kernels() {
  return {.quantize_row = quantize_row<C>,
          .accumulate = accumulate<C>,
          .linear_w8a8 = linear_w8a8<C>,
          .linear_w8a16 = linear_w8a16<C>};
}

}  // namespace maas::kernels
