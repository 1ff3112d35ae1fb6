#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include <torch/nn/module.h>

#include "kernels/int8_conv.h"
#include "nn/int8_layer.h"

namespace maas::nn {

/// Two-dimensional convolution of stride 1 with square kernels, zero padding, and a bias.
///
/// Its weight is float32 or int8. With int8 activations (w8a8) each picture is a row; without
/// (w8a16) the codes become float32 when they are loaded, and cost what float32 weights do.
class Conv2d final : public torch::nn::Module, public Int8Layer {
 public:
  Conv2d(std::int64_t inputs, std::int64_t outputs, std::int64_t kernel, std::int64_t padding);

  /// @param input  [B, inputs, H, W]
  /// @return [B, outputs, H', W'] with H' = H + 2 padding - kernel + 1
  at::Tensor forward(const at::Tensor& input);

  /// Convolution, then ReLU, then the maximum of each 2x2 square, in one pass where a kernel of
  /// ours applies.
  ///
  /// @return [B, outputs, H' / 2, W' / 2], rounded down
  at::Tensor forward_relu_pool(const at::Tensor& input);

  void hold_int8(const at::Tensor& codes, const at::Tensor& scale, bool int8_activations) override;

  at::Tensor weight;  ///< [outputs, inputs, kernel, kernel]
  at::Tensor bias;    ///< [outputs]

 private:
  std::array<std::int64_t, 2> padding_;
  std::optional<kernels::Int8Filters> filters_;
};

}  // namespace maas::nn
