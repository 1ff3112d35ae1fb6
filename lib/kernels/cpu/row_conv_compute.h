#pragma once

#include "kernels/cpu/blocks.h"
#include "kernels/cpu/constant.h"
#include "kernels/cpu/conv.h"

/// The arithmetic on the rows of one picture, for any vector `V` (see scalar/vector.h).
namespace maas::kernels {

/// Computes `kVectors` of a row of `kOuts` channels from `out` on. The products are summed up in
/// the order of `compute_tile`, so that a picture's result does not depend on the others'.
template <class V, int64_t kOuts, int64_t kVectors>
inline void compute_row(const RowConvolution& c, int64_t out, const float* input, float* output) {
  const int64_t filter = c.channels * c.kernel_rows * c.kernel_columns;
  V sums[kOuts][kVectors];
#pragma GCC unroll 8
  for (int64_t o = 0; o < kOuts; ++o) {
#pragma GCC unroll 2
    for (int64_t v = 0; v < kVectors; ++v) sums[o][v] = V::broadcast(c.bias[out + o]);
  }
  for (int64_t row = 0; row < c.kernel_rows; ++row) {
    for (int64_t column = 0; column < c.kernel_columns; ++column) {
      const float* x = input + row * c.input_row + column;
      const float* w = c.weight + out * filter + row * c.kernel_columns + column;
      for (int64_t channel = 0; channel < c.channels; ++channel) {
        V pixels[kVectors];
#pragma GCC unroll 2
        for (int64_t v = 0; v < kVectors; ++v) pixels[v] = V::load(x + v * V::kLanes);
#pragma GCC unroll 8
        for (int64_t o = 0; o < kOuts; ++o) {
          const V factor = V::broadcast(w[o * filter]);
#pragma GCC unroll 2
          for (int64_t v = 0; v < kVectors; ++v) {
            sums[o][v] = V::multiply_add(factor, pixels[v], sums[o][v]);
          }
        }
        x += c.input_plane;
        w += c.kernel_rows * c.kernel_columns;
      }
    }
  }
#pragma GCC unroll 8
  for (int64_t o = 0; o < kOuts; ++o) {
#pragma GCC unroll 2
    for (int64_t v = 0; v < kVectors; ++v) {
      sums[o][v].store(output + o * c.output_plane + v * V::kLanes);
    }
  }
}

template <class V>
void convolve_rows(const RowConvolution& c, int64_t begin, int64_t end) {
  constexpr int64_t kSums = 8;  // as many as keep the multipliers busy
  const Blocks vectors{c.vectors, 2};
  for (int64_t row = begin; row < end; ++row) {
    for (int64_t b = 0; b < vectors.count(); ++b) {
      const int64_t column = vectors.begin(b) * V::kLanes;
      const float* input = c.input + row * c.input_row + column;
      float* output = c.output + row * c.output_row + column;
      with_constant<2>(vectors.size(b), [&]<int64_t kVectors>() {
        const Blocks outs{c.out_channels, kSums / kVectors};
        for (int64_t block = 0; block < outs.count(); ++block) {
          const int64_t out = outs.begin(block);
          with_constant<kSums / kVectors>(outs.size(block), [&]<int64_t kOuts>() {
            compute_row<V, kOuts, kVectors>(c, out, input, output + out * c.output_plane);
          });
        }
      });
    }
  }
}

template <class V>
void relu_pool_row(const float* upper, const float* lower, int64_t pairs, float* output) {
  constexpr int64_t kPairs = V::kLanes > 1 ? V::kLanes / 2 : 1;
  float best[2 * kPairs];
  for (int64_t first = 0; first < pairs; first += kPairs) {
    for (int64_t i = 0; i < 2 * kPairs; i += V::kLanes) {
      const V above = V::load(upper + 2 * first + i);
      const V below = V::load(lower + 2 * first + i);
      V::select(V::greater_or_nan(below, above), below, above).store(best + i);
    }
    const int64_t count = pairs - first < kPairs ? pairs - first : kPairs;
    for (int64_t i = 0; i < count; ++i) {
      const float left = best[2 * i];
      const float right = best[2 * i + 1];
      const float largest = right > left || right != right ? right : left;
      output[first + i] = largest <= 0.0f ? 0.0f : largest;
    }
  }
}

}  // namespace maas::kernels
