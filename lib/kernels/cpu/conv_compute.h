#pragma once

#include "kernels/cpu/blocks.h"
#include "kernels/cpu/constant.h"
#include "kernels/cpu/conv.h"

/// The arithmetic on lane maps, for any vector `V` (see scalar/vector.h).
namespace maas::kernels {

/// The sums of one tile: channels of a block x the 2x2 pixels, row by row.
template <class V, int64_t kBlock>
struct Tile {
  V sums[kBlock][4];
};

/// The range of kernel rows (or columns) that meet live input from a tile that starts at `pixel`.
struct TapRange {
  int64_t begin;
  int64_t end;

  [[gnu::always_inline]] TapRange(int64_t pixel, int64_t kernel, int64_t live_begin,
                                  int64_t live_end)
      : begin(live_begin - pixel - 1 > 0 ? live_begin - pixel - 1 : 0),
        end(live_end - pixel < kernel ? live_end - pixel : kernel) {}
};

template <class V, int64_t kBlock>
inline void compute_tile(const Convolution& c, const float* input, const float* weight,
                         const float* bias, TapRange rows, TapRange columns,
                         Tile<V, kBlock>& tile) {
  V sums[kBlock][4];
#pragma GCC unroll 8
  for (int64_t o = 0; o < kBlock; ++o) {
#pragma GCC unroll 4
    for (int64_t p = 0; p < 4; ++p) sums[o][p] = V::broadcast(bias[o]);
  }
  for (int64_t row = rows.begin; row < rows.end; ++row) {
    for (int64_t column = columns.begin; column < columns.end; ++column) {
      const float* w = weight + (row * c.kernel_columns + column) * c.channels * kBlock;
      const float* x = input + row * c.input_row + column * V::kLanes;
      for (int64_t channel = 0; channel < c.channels; ++channel) {
        const V pixels[4] = {V::load(x), V::load(x + V::kLanes), V::load(x + c.input_row),
                             V::load(x + c.input_row + V::kLanes)};
#pragma GCC unroll 8
        for (int64_t o = 0; o < kBlock; ++o) {
          const V factor = V::broadcast(w[o]);
#pragma GCC unroll 4
          for (int64_t p = 0; p < 4; ++p) {
            sums[o][p] = V::multiply_add(factor, pixels[p], sums[o][p]);
          }
        }
        w += kBlock;
        x += c.input_plane;
      }
    }
  }
#pragma GCC unroll 8
  for (int64_t o = 0; o < kBlock; ++o) {
#pragma GCC unroll 4
    for (int64_t p = 0; p < 4; ++p) tile.sums[o][p] = sums[o][p];
  }
}

/// Writes the four pixels.
template <class V>
struct StoreTile {
  static constexpr int64_t kRowsOut = 2;

  static void write(const Convolution& c, const V (&sums)[4], int64_t offset) {
    float* to = c.output + offset;
    sums[0].store(to);
    sums[1].store(to + V::kLanes);
    sums[2].store(to + c.output_row);
    sums[3].store(to + c.output_row + V::kLanes);
  }
};

/// Writes the largest of the four pixels, or zero, and where it was. NaN wins, as in LibTorch.
template <class V>
struct PoolTile {
  static constexpr int64_t kRowsOut = 1;

  static void write(const Convolution& c, const V (&sums)[4], int64_t offset) {
    V best = sums[0];
    V winner = V::zero();
    for (int64_t place = 1; place < 4; ++place) {
      const auto wins = V::greater_or_nan(sums[place], best);
      best = V::select(wins, sums[place], best);
      winner = V::select(wins, V::broadcast(static_cast<float>(place)), winner);
    }
    const auto cut = V::not_positive(best);
    V::select(cut, V::zero(), best).store(c.output + offset);
    if (c.winners == nullptr) return;
    V::select(cut, V::broadcast(static_cast<float>(kNoWinner)), winner)
        .store_bytes(c.winners + offset);
  }
};

template <class V, template <class> class Finish>
void convolve(const Convolution& c, int64_t begin, int64_t end) {
  constexpr int64_t kOut = Finish<V>::kRowsOut;
  const Blocks blocks{c.out_channels, V::kConvolutionBlock};
  const int64_t taps = c.kernel_rows * c.kernel_columns * c.channels;
  for (int64_t row = begin; row < end; ++row) {
    const TapRange rows(2 * row, c.kernel_rows, c.live_row_begin, c.live_row_end);
    for (int64_t column = 0; column < c.tile_columns; ++column) {
      const TapRange columns(2 * column, c.kernel_columns, c.live_column_begin, c.live_column_end);
      const float* input = c.input + 2 * (row * c.input_row + column * V::kLanes);
      const int64_t output = kOut * (row * c.output_row + column * V::kLanes);
      for (int64_t block = 0; block < blocks.count(); ++block) {
        const int64_t first = blocks.begin(block);
        with_constant<V::kConvolutionBlock>(blocks.size(block), [&]<int64_t kBlock>() {
          Tile<V, kBlock> tile;
          compute_tile(c, input, c.weight + first * taps, c.bias + first, rows, columns, tile);
          for (int64_t o = 0; o < kBlock; ++o) {
            Finish<V>::write(c, tile.sums[o], output + (first + o) * c.output_plane);
          }
        });
      }
    }
  }
}

/// Sums up `kChannels` x `kTaps` elements of the gradient by the weights.
template <class V, int64_t kChannels, int64_t kTaps>
void weight_gradient_tile(const WeightGradient& g, int64_t channel, int64_t tap) {
  V sums[kChannels][kTaps];
#pragma GCC unroll 8
  for (int64_t o = 0; o < kChannels; ++o) {
#pragma GCC unroll 8
    for (int64_t t = 0; t < kTaps; ++t) sums[o][t] = V::zero();
  }
  int64_t offsets[kTaps];
  for (int64_t t = 0; t < kTaps; ++t) offsets[t] = g.offsets[tap + t];
  for (int64_t group = 0; group < g.groups; ++group) {
    for (int64_t row = 0; row < g.rows; ++row) {
      const float* dy =
          g.gradient + group * g.gradient_group + channel * g.gradient_plane + row * g.gradient_row;
      const float* x = g.input + group * g.input_group + row * g.input_row;
      for (int64_t column = 0; column < g.columns; ++column, dy += V::kLanes, x += V::kLanes) {
        V gradients[kChannels];
#pragma GCC unroll 8
        for (int64_t o = 0; o < kChannels; ++o) gradients[o] = V::load(dy + o * g.gradient_plane);
#pragma GCC unroll 8
        for (int64_t t = 0; t < kTaps; ++t) {
          const V pixel = V::load(x + offsets[t]);
#pragma GCC unroll 8
          for (int64_t o = 0; o < kChannels; ++o) {
            sums[o][t] = V::multiply_add(gradients[o], pixel, sums[o][t]);
          }
        }
      }
    }
  }
  for (int64_t o = 0; o < kChannels; ++o) {
    for (int64_t t = 0; t < kTaps; ++t) {
      g.sums[(channel + o) * g.taps + tap + t] = sums[o][t].sum();
    }
  }
}

template <class V>
void weight_gradient(const WeightGradient& g, int64_t begin, int64_t end) {
  constexpr int64_t kTapBlock = 5;
  const Blocks channels{g.out_channels, V::kGradientBlock};
  const Blocks taps{g.taps, kTapBlock};
  for (int64_t channel = begin; channel < end; ++channel) {
    for (int64_t tap = 0; tap < taps.count(); ++tap) {
      with_constant<V::kGradientBlock>(channels.size(channel), [&]<int64_t kChannels>() {
        with_constant<kTapBlock>(taps.size(tap), [&]<int64_t kTaps>() {
          weight_gradient_tile<V, kChannels, kTaps>(g, channels.begin(channel), taps.begin(tap));
        });
      });
    }
  }
}

}  // namespace maas::kernels
