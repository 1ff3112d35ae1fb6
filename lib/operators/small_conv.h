#pragma once

#include <ATen/core/Tensor.h>

/// Direct convolutions for networks so small that a general library's set-up outweighs its
/// arithmetic, e.g. LeNet on 28x28 pictures.
///
/// Results do not depend on the number of threads. There is no double backward.
namespace maas::operators {

/// Whether the two functions below compute this convolution and are the faster way to do it.
///
/// True for fp32 on the CPU, stride 1, dilation 1, one group, padding less than the kernel, at most
/// 16 channels in and 32 out, pictures of at most 64x64 pixels; for fewer than four pictures only
/// with at most 96 pairs of channels. False while a network is traced, since a trace must see the
/// library's operators, and under autocast, which asks for another precision.
bool small_conv_applies(const at::Tensor& input, const at::Tensor& weight, at::IntArrayRef stride,
                        at::IntArrayRef padding, at::IntArrayRef dilation, int64_t groups);

/// Returns the stride-1 convolution of `input` [N, C, H, W] with `weight` [O, C, h, w], plus `bias`
/// [O], which may be undefined; differentiable by all three.
///
/// Takes any number of channels and pixels.
///
/// @throws Error kInternal if a tensor is not fp32 on the CPU, a padding is not less than the
///   kernel, or the shapes do not fit; in the backward pass if a graph of it is to be recorded.
at::Tensor conv2d(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias,
                  at::IntArrayRef padding);

/// Returns max_pool2d(relu(conv2d(...)), 2), computed in one pass.
///
/// @throws Error kInternal as `conv2d`, and if the convolution is less than 2 pixels high or wide.
at::Tensor conv2d_relu_maxpool(const at::Tensor& input, const at::Tensor& weight,
                               const at::Tensor& bias, at::IntArrayRef padding);

}  // namespace maas::operators
