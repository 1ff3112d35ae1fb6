#pragma once

#include <torch/nn/module.h>

namespace maas::nn {

/// Zero mean and deviation one over the last axis, then a scale and a shift (Ba et al. 2016).
class LayerNorm final : public torch::nn::Module {
 public:
  explicit LayerNorm(std::int64_t width);

  /// @param input  [..., width]
  at::Tensor forward(const at::Tensor& input);

  at::Tensor weight;  ///< [width]
  at::Tensor bias;    ///< [width]
};

}  // namespace maas::nn
