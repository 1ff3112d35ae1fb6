#include "nn/layer_norm.h"

#include <ATen/ops/layer_norm.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

namespace maas::nn {

LayerNorm::LayerNorm(std::int64_t width)
    : weight(register_parameter("weight", at::ones({width}))),
      bias(register_parameter("bias", at::zeros({width}))) {}

at::Tensor LayerNorm::forward(const at::Tensor& input) {
  return at::layer_norm(input, weight.sizes(), weight, bias);
}

}  // namespace maas::nn
