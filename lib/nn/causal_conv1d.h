#pragma once

#include <cstdint>

#include <torch/nn/module.h>

namespace maas::nn {

/// Convolution over the steps of a sequence, whose outputs see no later step: what would stand
/// before the beginning is zero (van den Oord et al. 2016).
class CausalConv1d final : public torch::nn::Module {
 public:
  /// @param kernel  steps that an output sees
  /// @param dilation  how far they are from each other
  CausalConv1d(std::int64_t inputs, std::int64_t outputs, std::int64_t kernel,
               std::int64_t dilation);

  /// @param input  [B, inputs, T]
  /// @return [B, outputs, T]
  at::Tensor forward(const at::Tensor& input);

  at::Tensor weight;  ///< [outputs, inputs, kernel]
  at::Tensor bias;    ///< [outputs]

 private:
  std::int64_t dilation_;
};

}  // namespace maas::nn
