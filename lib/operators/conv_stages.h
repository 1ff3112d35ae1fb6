#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/cpu/conv.h"

/// The steps of a small convolution and of its gradients on tensors; small_conv.h makes them
/// differentiable.
namespace maas::operators {

/// The sizes of a convolution.
struct ConvSizes {
  int64_t pictures, channels, rows, columns;
  int64_t out_channels, kernel_rows, kernel_columns;
  int64_t pad_rows, pad_columns;
  bool pooled;  ///< followed by ReLU and 2x2 max pooling

  int64_t conv_rows() const { return rows + 2 * pad_rows - kernel_rows + 1; }
  int64_t conv_columns() const { return columns + 2 * pad_columns - kernel_columns + 1; }
  int64_t out_rows() const { return pooled ? conv_rows() / 2 : conv_rows(); }
  int64_t out_columns() const { return pooled ? conv_columns() / 2 : conv_columns(); }
  /// The rows and columns that the output depends on: pooling ignores an odd last one.
  int64_t used_rows() const { return pooled ? 2 * out_rows() : out_rows(); }
  int64_t used_columns() const { return pooled ? 2 * out_columns() : out_columns(); }
  int64_t kernel_area() const { return kernel_rows * kernel_columns; }
};

/// A batch as lane maps [group][channel][row][column][lane], in a frame of zeros.
struct LaneBatch {
  at::Tensor data;  ///< [groups, channels, plane_rows, plane_columns, lanes]
  int64_t pad_rows, pad_columns;

  int64_t row() const { return data.stride(2); }
  int64_t plane() const { return data.stride(1); }
  int64_t group() const { return data.stride(0); }
  float* plane_begin(int64_t group, int64_t channel) const;
  /// Returns where the pixels begin, past the frame.
  float* inside(int64_t group, int64_t channel) const;
};

/// What the backward pass needs of the forward pass.
struct ConvMemory {
  LaneBatch input;
  at::Tensor winners;  ///< [groups, out_channels, out_rows, out_columns, lanes], if pooled
};

/// Computes the convolution of contiguous tensors; `memory` may be null.
at::Tensor conv_forward(const kernels::ConvKernels& kernels, const ConvSizes& sizes,
                        const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias,
                        ConvMemory* memory);

/// The gradient by the output as lane maps, and its sum per channel, which is the bias's gradient.
struct OutputGradient {
  LaneBatch maps;
  at::Tensor bias;
};

/// Brings the gradient by the output back to before pooling and ReLU; `framed` as
/// `conv_input_gradient` needs it.
OutputGradient conv_output_gradient(const kernels::ConvKernels& kernels, const ConvSizes& sizes,
                                    const at::Tensor& gradient, const at::Tensor& winners,
                                    bool framed);

/// Returns the gradient by the input.
at::Tensor conv_input_gradient(const kernels::ConvKernels& kernels, const ConvSizes& sizes,
                               const LaneBatch& gradient, const at::Tensor& weight);

/// Returns the gradient by the weights.
at::Tensor conv_weight_gradient(const kernels::ConvKernels& kernels, const ConvSizes& sizes,
                                const LaneBatch& gradient, const LaneBatch& input);

}  // namespace maas::operators
