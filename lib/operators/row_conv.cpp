#include "operators/row_conv.h"

#include <algorithm>

#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include "operators/parallel.h"

namespace maas::operators {

using namespace kernels;
namespace {

/// Copies a picture into a frame of zeros, as far as the results depend on it.
/// @param frame  [channels, rows, columns]
void frame_picture(const ConvSizes& sizes, const float* picture, const at::Tensor& frame) {
  const int64_t rows = std::min(sizes.rows, frame.size(1) - sizes.pad_rows);
  const int64_t columns = std::min(sizes.columns, frame.size(2) - sizes.pad_columns);
  for (int64_t channel = 0; channel < sizes.channels; ++channel) {
    const float* from = picture + channel * sizes.rows * sizes.columns;
    float* to = frame.data_ptr<float>() + channel * frame.stride(0) +
                sizes.pad_rows * frame.stride(1) + sizes.pad_columns;
    for (int64_t row = 0; row < rows; ++row, from += sizes.columns, to += frame.stride(1)) {
      std::copy_n(from, columns, to);
    }
  }
}

/// @param results  [out_channels, used rows, whole vectors of columns]
void finish_picture(const ConvKernels& kernels, const ConvSizes& sizes, const at::Tensor& results,
                    float* output) {
  const int64_t length = results.stride(1);
  for (int64_t channel = 0; channel < sizes.out_channels; ++channel) {
    const float* row = results.const_data_ptr<float>() + channel * results.stride(0);
    for (int64_t i = 0; i < sizes.out_rows(); ++i, output += sizes.out_columns()) {
      if (sizes.pooled) {
        kernels.relu_pool_row(row, row + length, sizes.out_columns(), output);
        row += 2 * length;
      } else {
        std::copy_n(row, sizes.out_columns(), output);
        row += length;
      }
    }
  }
}

}  // namespace

at::Tensor row_conv_forward(const ConvKernels& kernels, const ConvSizes& sizes,
                            const at::Tensor& input, const at::Tensor& weight,
                            const at::Tensor& bias) {
  const int64_t vectors = (sizes.used_columns() + kernels.lanes - 1) / kernels.lanes;
  const int64_t length = vectors * kernels.lanes;
  const at::Tensor output =
      at::empty({sizes.pictures, sizes.out_channels, sizes.out_rows(), sizes.out_columns()});
  parallel_for(sizes.pictures, /*grain=*/1, [&](int64_t picture) {
    const at::Tensor frame = at::zeros({sizes.channels, sizes.used_rows() + sizes.kernel_rows - 1,
                                        length + sizes.kernel_columns - 1});
    frame_picture(sizes, input.const_data_ptr<float>() + picture * input.stride(0), frame);
    const at::Tensor results = at::empty({sizes.out_channels, sizes.used_rows(), length});
    const RowConvolution convolution = {.channels = sizes.channels,
                                        .out_channels = sizes.out_channels,
                                        .kernel_rows = sizes.kernel_rows,
                                        .kernel_columns = sizes.kernel_columns,
                                        .input = frame.const_data_ptr<float>(),
                                        .input_plane = frame.stride(0),
                                        .input_row = frame.stride(1),
                                        .weight = weight.const_data_ptr<float>(),
                                        .bias = bias.const_data_ptr<float>(),
                                        .vectors = vectors,
                                        .output = results.data_ptr<float>(),
                                        .output_plane = results.stride(0),
                                        .output_row = length};
    kernels.convolve_rows(convolution, 0, sizes.used_rows());
    finish_picture(kernels, sizes, results, output.data_ptr<float>() + picture * output.stride(0));
  });
  return output;
}

}  // namespace maas::operators
