#pragma once

#include <cstdint>

#include <torch/nn/module.h>

namespace maas::nn {

/// A transposed convolution that doubles both sides of a picture: kernels of 4x4, a stride of 2.
class ConvTranspose2d final : public torch::nn::Module {
 public:
  /// @param inputs, outputs  channels
  ConvTranspose2d(std::int64_t inputs, std::int64_t outputs);

  /// @param input  [B, inputs, H, W]
  /// @return [B, outputs, 2 H, 2 W]
  at::Tensor forward(const at::Tensor& input);

  at::Tensor weight;  ///< [inputs, outputs, 4, 4]
  at::Tensor bias;    ///< [outputs]
};

}  // namespace maas::nn
