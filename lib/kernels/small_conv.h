#pragma once

#include <ATen/core/Tensor.h>

/// Direct convolutions for networks so small that a general library's set-up outweighs its
/// arithmetic, e.g. LeNet on 28x28 pictures.
///
/// Results do not depend on the number of threads. There is no double backward.
namespace maas::kernels {

/// Whether the two functions below can compute this convolution and are meant for it.
///
/// True for fp32 on the CPU, stride 1, dilation 1, one group, at most 64 channels in and out,
/// pictures of at most 64x64 pixels, padding less than the kernel.
bool small_conv_applies(const at::Tensor& input, const at::Tensor& weight, at::IntArrayRef stride,
                        at::IntArrayRef padding, at::IntArrayRef dilation, int64_t groups);

/// Returns the convolution of `input` [N, C, H, W] with `weight` [O, C, h, w], plus `bias` [O],
/// which may be undefined; differentiable by all three.
///
/// @throws Error kInternal if `small_conv_applies` is false or the bias does not fit.
at::Tensor conv2d(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias,
                  at::IntArrayRef padding);

/// Returns max_pool2d(relu(conv2d(...)), 2), computed in one pass.
///
/// @throws Error kInternal as `conv2d`, and if the convolution is less than 2 pixels high or wide.
at::Tensor conv2d_relu_maxpool(const at::Tensor& input, const at::Tensor& weight,
                               const at::Tensor& bias, at::IntArrayRef padding);

}  // namespace maas::kernels
