#include "nn/conv2d.h"

#include <array>

#include <ATen/ops/conv2d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/im2col.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/jit/frontend/tracer.h>

#include "kernels/small_conv.h"

namespace maas::nn {
namespace {

constexpr std::array<std::int64_t, 2> kOne = {1, 1};

}  // namespace

Conv2d::Conv2d(std::int64_t inputs, std::int64_t outputs, std::int64_t kernel, std::int64_t padding)
    : weight(register_parameter("weight", at::empty({outputs, inputs, kernel, kernel}))),
      bias(register_parameter("bias", at::zeros({outputs}))),
      kernel_(kernel),
      padding_(padding) {}

at::Tensor Conv2d::forward(const at::Tensor& input) {
  if (packed_) return forward_int8(input);
  return at::conv2d(input, weight, bias, /*stride=*/1, padding_);
}

at::Tensor Conv2d::forward_relu_pool(const at::Tensor& input) {
  // A trace records operators, which fused kernels are not.
  if (!packed_ && !torch::jit::tracer::isTracing() &&
      kernels::small_conv_applies(input, weight, kOne, {padding_, padding_}, kOne, /*groups=*/1)) {
    return kernels::conv2d_relu_maxpool(input, weight, bias, {padding_, padding_});
  }
  return at::max_pool2d(at::relu(forward(input)), {2, 2});
}

at::Tensor Conv2d::forward_int8(const at::Tensor& input) {
  const std::int64_t height = input.size(2) + 2 * padding_ - kernel_ + 1;
  const std::int64_t width = input.size(3) + 2 * padding_ - kernel_ + 1;
  const auto patches = at::im2col(input, {kernel_, kernel_}, /*dilation=*/{1, 1},
                                  {padding_, padding_}, /*stride=*/{1, 1});
  const auto rows = patches
                        .transpose(1, 2)                  // [B, H'*W', inputs*kernel*kernel]
                        .reshape({-1, patches.size(1)});  // [B*H'*W', inputs*kernel*kernel]
  const auto output = int8_activations_ ? kernels::linear_w8a8(rows, *packed_, bias)
                                        : kernels::linear_w8a16(rows, *packed_, bias);
  return output
      .view({input.size(0), height, width, -1})  // [B, H', W', outputs]
      .permute({0, 3, 1, 2});                    // [B, outputs, H', W']
}

void Conv2d::hold_int8(const at::Tensor& codes, const at::Tensor& scale, bool int8_activations) {
  packed_ = kernels::pack_int8(codes.flatten(1), scale);
  int8_activations_ = int8_activations;
  weight.set_data(at::empty({0}));
}

}  // namespace maas::nn
