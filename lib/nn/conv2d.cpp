#include "nn/conv2d.h"

#include <ATen/ops/conv2d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/jit/frontend/tracer.h>

#include "operators/small_conv.h"

namespace maas::nn {
namespace {

constexpr std::array<std::int64_t, 2> kOne = {1, 1};

}  // namespace

Conv2d::Conv2d(const Conv2dShape& shape)
    : weight(register_parameter(
          "weight", at::empty({shape.outputs, shape.inputs, shape.kernel, shape.kernel}))),
      padding_{shape.padding, shape.padding},
      stride_{shape.stride, shape.stride} {
  if (shape.has_bias) bias = register_parameter("bias", at::zeros({shape.outputs}));
}

at::Tensor Conv2d::forward(const at::Tensor& input) {
  if (filters_) return operators::conv2d_w8a8(input, *filters_, bias, padding_, stride_);
  return at::conv2d(input, weight, bias, stride_, padding_);
}

at::Tensor Conv2d::forward_relu_pool(const at::Tensor& input) {
  const bool steps_by_one = stride_ == kOne;
  if (filters_ && steps_by_one) {
    return operators::conv2d_relu_maxpool_w8a8(input, *filters_, bias, padding_);
  }
  // A trace records operators, which fused kernels are not.
  if (!torch::jit::tracer::isTracing() && !filters_ &&
      operators::small_conv_applies(input, weight, stride_, padding_, kOne, /*groups=*/1)) {
    return operators::conv2d_relu_maxpool(input, weight, bias, padding_);
  }
  return at::max_pool2d(at::relu(forward(input)), {2, 2});
}

void Conv2d::hold_int8(const at::Tensor& codes, const at::Tensor& scale, bool int8_activations) {
  if (int8_activations) {
    filters_ = operators::int8_filters(codes, scale);
    weight.set_data(at::empty({0}));
  } else {
    weight.set_data(codes.to(at::kFloat) * scale.view({-1, 1, 1, 1}));
  }
}

}  // namespace maas::nn
