#include "nn/causal_conv1d.h"

#include <algorithm>

#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/conv1d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

namespace maas::nn {

CausalConv1d::CausalConv1d(std::int64_t inputs, std::int64_t outputs, std::int64_t kernel,
                           std::int64_t dilation)
    : weight(register_parameter("weight", at::empty({outputs, inputs, kernel}))),
      bias(register_parameter("bias", at::zeros({outputs}))),
      dilation_(dilation) {}

at::Tensor CausalConv1d::forward(const at::Tensor& input) {
  const std::int64_t kernel = weight.size(2);
  // Taps that reach behind the beginning for every step see nothing but zeros.
  const std::int64_t taps = std::min(kernel, (input.size(2) - 1) / dilation_ + 1);
  const at::Tensor seeing = taps == kernel ? weight : weight.slice(2, kernel - taps);
  return at::conv1d(at::constant_pad_nd(input, {(taps - 1) * dilation_, 0}), seeing, bias,
                    /*stride=*/at::IntArrayRef{1}, /*padding=*/at::IntArrayRef{0},
                    at::IntArrayRef(dilation_));
}

}  // namespace maas::nn
