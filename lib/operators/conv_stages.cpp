#include "operators/conv_stages.h"

#include <algorithm>
#include <vector>

#include <ATen/ops/empty.h>

#include "kernels/cpu/blocks.h"
#include "operators/parallel.h"

namespace maas::operators {

using namespace kernels;
namespace {

/// Partial sums of the weights' gradient. A constant, so that the order of summation and with it
/// the result does not depend on the number of threads.
constexpr int64_t kPartialSums = 16;

/// Pieces of work of one convolution, for the same reason independent of the number of threads.
constexpr int64_t kConvolutionItems = 64;

int64_t even(int64_t count) {
  return count + count % 2;
}

int64_t ceil_div(int64_t a, int64_t b) {
  return (a + b - 1) / b;
}

/// Returns uninitialized maps that a kernel of this size can slide over, with room for results in
/// tiles of 2x2.
LaneBatch framed_maps(const ConvKernels& kernels, int64_t pictures, int64_t channels,
                      int64_t result_rows, int64_t result_columns, const ConvSizes& sizes,
                      int64_t pad_rows, int64_t pad_columns) {
  return {at::empty({ceil_div(pictures, kernels.lanes), channels,
                     even(result_rows) + sizes.kernel_rows - 1,
                     even(result_columns) + sizes.kernel_columns - 1, kernels.lanes}),
          pad_rows, pad_columns};
}

/// Zeroes what is around the rows x columns pixels inside one plane.
void clear_frame(const LaneBatch& maps, int64_t group, int64_t channel, int64_t rows,
                 int64_t columns) {
  float* const begin = maps.plane_begin(group, channel);
  float* const end = begin + maps.plane();
  float* cleared = begin;
  for (int64_t row = 0; row < rows; ++row) {
    float* const pixels = maps.inside(group, channel) + row * maps.row();
    std::fill(cleared, pixels, 0.0f);
    cleared = pixels + columns * maps.data.stride(3);
  }
  std::fill(cleared, end, 0.0f);
}

/// The pictures of one group in one channel of a [pictures, channels, rows, columns] tensor.
template <class Float>
Pictures<Float> pictures_of(const at::Tensor& tensor, int64_t group, int64_t channel,
                            int64_t lanes) {
  const int64_t first = group * lanes;
  return {tensor.data_ptr<float>() + first * tensor.stride(0) + channel * tensor.stride(1),
          tensor.stride(0), std::min(lanes, tensor.size(0) - first), tensor.size(2),
          tensor.size(3)};
}

LaneBatch pack_input(const ConvKernels& kernels, const ConvSizes& sizes, const at::Tensor& input) {
  LaneBatch maps = framed_maps(kernels, sizes.pictures, sizes.channels, sizes.conv_rows(),
                               sizes.conv_columns(), sizes, sizes.pad_rows, sizes.pad_columns);
  parallel_for(maps.data.size(0) * sizes.channels, /*grain=*/1, [&](int64_t item) {
    const int64_t group = item / sizes.channels;
    const int64_t channel = item % sizes.channels;
    clear_frame(maps, group, channel, sizes.rows, sizes.columns);
    kernels.pack(pictures_of<const float>(input, group, channel, kernels.lanes),
                 maps.inside(group, channel), maps.row());
  });
  return maps;
}

/// Returns weights in the order of `Convolution::weight`; `value(out, in, row, column)` is one.
template <class Value>
std::vector<float> pack_weight(int64_t outs, int64_t ins, const ConvSizes& sizes, int64_t block,
                               Value value) {
  std::vector<float> packed;
  packed.reserve(static_cast<size_t>(outs * ins * sizes.kernel_area()));
  const Blocks blocks{outs, block};
  for (int64_t b = 0; b < blocks.count(); ++b) {
    for (int64_t row = 0; row < sizes.kernel_rows; ++row) {
      for (int64_t column = 0; column < sizes.kernel_columns; ++column) {
        for (int64_t in = 0; in < ins; ++in) {
          for (int64_t out = blocks.begin(b); out < blocks.begin(b + 1); ++out) {
            packed.push_back(value(out, in, row, column));
          }
        }
      }
    }
  }
  return packed;
}

/// A convolution of maps whose pixels inside the frame are rows x columns.
Convolution convolution_over(const LaneBatch& maps, int64_t rows, int64_t columns,
                             const ConvSizes& sizes, int64_t out_channels, const float* weight,
                             const float* bias) {
  return {.channels = maps.data.size(1),
          .out_channels = out_channels,
          .kernel_rows = sizes.kernel_rows,
          .kernel_columns = sizes.kernel_columns,
          .input = nullptr,
          .input_plane = maps.plane(),
          .input_row = maps.row(),
          .live_row_begin = maps.pad_rows,
          .live_row_end = maps.pad_rows + rows,
          .live_column_begin = maps.pad_columns,
          .live_column_end = maps.pad_columns + columns,
          .weight = weight,
          .bias = bias,
          .tile_columns = 0,
          .output = nullptr,
          .output_plane = 0,
          .output_row = 0,
          .winners = nullptr};
}

/// Runs `convolution` on every group of `maps` and transposes the results into `output`, whose rows
/// come from `tile_rows` rows of tiles.
void convolve_all(const ConvKernels& kernels, Convolution convolution, const LaneBatch& maps,
                  bool pooled, const at::Tensor& output, const at::Tensor& winners) {
  const int64_t tile = pooled ? 1 : 2;
  const int64_t tile_rows = ceil_div(output.size(2), tile);
  const int64_t groups = maps.data.size(0);
  const int64_t bands = std::min(tile_rows, ceil_div(kConvolutionItems, groups));
  convolution.tile_columns = ceil_div(output.size(3), tile);
  convolution.output_row = convolution.tile_columns * tile * kernels.lanes;
  convolution.output_plane = tile_rows * tile * convolution.output_row;
  const auto run = pooled ? kernels.convolve_relu_pool : kernels.convolve;
  const Blocks band_rows{tile_rows, ceil_div(tile_rows, bands)};
  const at::Tensor results =
      at::empty({groups, convolution.out_channels, convolution.output_plane});
  parallel_for(groups * band_rows.count(), /*grain=*/1, [&](int64_t item) {
    const int64_t group = item / band_rows.count();
    const int64_t begin = band_rows.begin(item % band_rows.count());
    const int64_t end = band_rows.begin(item % band_rows.count() + 1);
    Convolution c = convolution;
    c.input = maps.data.data_ptr<float>() + group * maps.group();
    c.output = results.data_ptr<float>() + group * results.stride(0);
    if (winners.defined()) c.winners = winners.data_ptr<uint8_t>() + group * results.stride(0);
    run(c, begin, end);
    for (int64_t channel = 0; channel < c.out_channels; ++channel) {
      Pictures<float> to = pictures_of<float>(output, group, channel, kernels.lanes);
      const int64_t first = begin * tile;
      to.data += first * to.columns;
      to.rows = std::min(end * tile, to.rows) - first;
      kernels.unpack(c.output + channel * c.output_plane + first * c.output_row, c.output_row, to);
    }
  });
}

}  // namespace

float* LaneBatch::plane_begin(int64_t group, int64_t channel) const {
  return data.data_ptr<float>() + group * data.stride(0) + channel * data.stride(1);
}

float* LaneBatch::inside(int64_t group, int64_t channel) const {
  return plane_begin(group, channel) + pad_rows * data.stride(2) + pad_columns * data.stride(3);
}

at::Tensor conv_forward(const ConvKernels& kernels, const ConvSizes& sizes, const at::Tensor& input,
                        const at::Tensor& weight, const at::Tensor& bias, ConvMemory* memory) {
  const LaneBatch maps = pack_input(kernels, sizes, input);
  const float* w = weight.const_data_ptr<float>();
  const std::vector<float> packed = pack_weight(
      sizes.out_channels, sizes.channels, sizes, kernels.convolution_block,
      [&](int64_t out, int64_t in, int64_t row, int64_t column) {
        return w[((out * sizes.channels + in) * sizes.kernel_rows + row) * sizes.kernel_columns +
                 column];
      });
  const at::Tensor output =
      at::empty({sizes.pictures, sizes.out_channels, sizes.out_rows(), sizes.out_columns()});
  at::Tensor winners;
  if (memory != nullptr && sizes.pooled) {
    winners = at::empty({maps.data.size(0), sizes.out_channels, sizes.out_rows(),
                         sizes.out_columns(), kernels.lanes},
                        at::kByte);
  }
  convolve_all(kernels,
               convolution_over(maps, sizes.rows, sizes.columns, sizes, sizes.out_channels,
                                packed.data(), bias.const_data_ptr<float>()),
               maps, sizes.pooled, output, winners);
  if (memory != nullptr) *memory = {maps, winners};
  return output;
}

OutputGradient conv_output_gradient(const ConvKernels& kernels, const ConvSizes& sizes,
                                    const at::Tensor& gradient, const at::Tensor& winners,
                                    bool framed) {
  const int64_t groups = ceil_div(sizes.pictures, kernels.lanes);
  const LaneBatch maps =
      framed ? framed_maps(kernels, sizes.pictures, sizes.out_channels, sizes.rows, sizes.columns,
                           sizes, sizes.kernel_rows - 1 - sizes.pad_rows,
                           sizes.kernel_columns - 1 - sizes.pad_columns)
             : LaneBatch{at::empty({groups, sizes.out_channels, sizes.conv_rows(),
                                    sizes.conv_columns(), kernels.lanes}),
                         0, 0};
  const at::Tensor sums = at::empty({groups, sizes.out_channels});
  parallel_for(groups * sizes.out_channels, /*grain=*/1, [&](int64_t item) {
    const int64_t group = item / sizes.out_channels;
    const int64_t channel = item % sizes.out_channels;
    const uint8_t* won =
        winners.defined() ? winners.const_data_ptr<uint8_t>() + item * winners.stride(1) : nullptr;
    clear_frame(maps, group, channel, sizes.used_rows(), sizes.used_columns());
    sums.data_ptr<float>()[item] =
        kernels.pack_gradient(pictures_of<const float>(gradient, group, channel, kernels.lanes),
                              won, maps.inside(group, channel), maps.row());
  });
  return {maps, sums.sum(0)};
}

at::Tensor conv_input_gradient(const ConvKernels& kernels, const ConvSizes& sizes,
                               const LaneBatch& gradient, const at::Tensor& weight) {
  // A convolution with the kernel turned by 180 degrees, from output channels to input channels.
  const float* w = weight.const_data_ptr<float>();
  const std::vector<float> packed =
      pack_weight(sizes.channels, sizes.out_channels, sizes, kernels.convolution_block,
                  [&](int64_t out, int64_t in, int64_t row, int64_t column) {
                    return w[(in * sizes.channels + out + 1) * sizes.kernel_area() - 1 -
                             row * sizes.kernel_columns - column];
                  });
  const std::vector<float> no_bias(static_cast<size_t>(sizes.channels), 0.0f);
  const at::Tensor output = at::empty({sizes.pictures, sizes.channels, sizes.rows, sizes.columns});
  convolve_all(kernels,
               convolution_over(gradient, sizes.conv_rows(), sizes.conv_columns(), sizes,
                                sizes.channels, packed.data(), no_bias.data()),
               gradient, /*pooled=*/false, output, /*winners=*/{});
  return output;
}

at::Tensor conv_weight_gradient(const ConvKernels& kernels, const ConvSizes& sizes,
                                const LaneBatch& gradient, const LaneBatch& input) {
  const int64_t taps = sizes.channels * sizes.kernel_area();
  std::vector<int64_t> offsets;
  for (int64_t channel = 0; channel < sizes.channels; ++channel) {
    for (int64_t row = 0; row < sizes.kernel_rows; ++row) {
      for (int64_t column = 0; column < sizes.kernel_columns; ++column) {
        offsets.push_back(channel * input.plane() + row * input.row() + column * kernels.lanes);
      }
    }
  }
  const int64_t groups = input.data.size(0);
  const Blocks parts{groups, ceil_div(groups, kPartialSums)};
  const Blocks channels{sizes.out_channels, kernels.weight_gradient_block};
  const at::Tensor sums = at::empty(
      {parts.count(), sizes.out_channels, sizes.channels, sizes.kernel_rows, sizes.kernel_columns});
  parallel_for(parts.count() * channels.count(), /*grain=*/1, [&](int64_t item) {
    const int64_t part = item / channels.count();
    const int64_t block = item % channels.count();
    const WeightGradient g = {
        .groups = parts.size(part),
        .out_channels = sizes.out_channels,
        .taps = taps,
        .offsets = offsets.data(),
        .input = input.data.const_data_ptr<float>() + parts.begin(part) * input.group(),
        .input_group = input.group(),
        .input_row = input.row(),
        .gradient = gradient.inside(parts.begin(part), 0),
        .gradient_group = gradient.group(),
        .gradient_plane = gradient.plane(),
        .gradient_row = gradient.row(),
        .rows = sizes.used_rows(),
        .columns = sizes.used_columns(),
        .sums = sums.data_ptr<float>() + part * sums.stride(0)};
    kernels.weight_gradient(g, block, block + 1);
  });
  return sums.sum(0);
}

}  // namespace maas::operators
