#include "nn/linear.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/zeros.h>

#include "operators/linear.h"

namespace maas::nn {

Linear::Linear(std::int64_t inputs, std::int64_t outputs)
    : weight(register_parameter("weight", at::empty({outputs, inputs}))),
      bias(register_parameter("bias", at::zeros({outputs}))) {}

at::Tensor Linear::forward(const at::Tensor& input) {
  if (!packed_) {
    return operators::linear_applies(input, weight, bias) ? operators::linear(input, weight, bias)
                                                          : at::linear(input, weight, bias);
  }
  const auto rows = input.reshape({-1, input.size(-1)});  // [rows, inputs]
  const auto output = int8_activations_ ? operators::linear_w8a8(rows, *packed_, bias)
                                        : operators::linear_w8a16(rows, *packed_, bias);
  auto shape = input.sizes().vec();
  shape.back() = output.size(1);
  return output.reshape(shape);
}

at::Tensor Linear::forward_relu(const at::Tensor& input) {
  const bool fused = !packed_ && operators::linear_applies(input, weight, bias);
  return fused ? operators::linear_relu(input, weight, bias) : at::relu(forward(input));
}

at::Tensor Linear::forward_twice_differentiable(const at::Tensor& input) {
  return packed_ ? forward(input) : at::linear(input, weight, bias);
}

void Linear::hold_int8(const at::Tensor& codes, const at::Tensor& scale, bool int8_activations) {
  packed_ = operators::pack_int8(codes, scale);
  int8_activations_ = int8_activations;
  weight.set_data(at::empty({0}));
}

}  // namespace maas::nn
