#pragma once

#include <ATen/core/Tensor.h>

/// Convolutions with weights and activations of 8 bits.
///
/// A picture is rounded by its largest magnitude over all its channels. Codes are held in floats:
/// their products and sums are whole numbers, which floats hold exactly, and the convolutions of
/// floats are the fast ones. Results are the same for every instruction set.
namespace maas::operators {

/// The weight of such a convolution; its real values are codes x scale.
struct Int8Filters {
  at::Tensor codes;  ///< fp32 [out, in, h, w], whole numbers -128 .. 127
  at::Tensor scale;  ///< fp32 [out, 1, 1]
  at::Tensor bound;  ///< fp32 [out]: no sum of products with codes is of larger magnitude
  double largest_bound;
};

/// Takes `codes`, int8 [out, in, h, w], with one scale, fp32, per output channel.
Int8Filters int8_filters(const at::Tensor& codes, const at::Tensor& scale);

/// Returns the convolution of `input` [N, in, H, W] with `filters`, plus `bias` [out] if there is
/// one.
///
/// A picture that is not finite gives NaN.
///
/// @throws Error kInternal if the input is not fp32 on the CPU.
at::Tensor conv2d_w8a8(const at::Tensor& input, const Int8Filters& filters, const at::Tensor& bias,
                       at::IntArrayRef padding, at::IntArrayRef stride);

/// Returns max_pool2d(relu(conv2d_w8a8(...)), 2) of stride 1.
///
/// @throws Error kInternal as `conv2d_w8a8`.
at::Tensor conv2d_relu_maxpool_w8a8(const at::Tensor& input, const Int8Filters& filters,
                                    const at::Tensor& bias, at::IntArrayRef padding);

}  // namespace maas::operators
