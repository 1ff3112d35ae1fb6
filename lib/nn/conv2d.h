#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include <torch/nn/module.h>

#include "nn/int8_layer.h"
#include "operators/int8_conv.h"

namespace maas::nn {

/// What a convolution is made of; kernels are square.
struct Conv2dShape {
  std::int64_t inputs = 1;   ///< channels
  std::int64_t outputs = 1;  ///< channels
  std::int64_t kernel = 1;
  std::int64_t padding = 0;  ///< zeros on each side
  std::int64_t stride = 1;
  bool has_bias = true;
};

/// Two-dimensional convolution.
///
/// Its weight is float32 or int8. With int8 activations (w8a8) each picture is a row; without
/// (w8a16) the codes become float32 when they are loaded, and cost what float32 weights do.
class Conv2d final : public torch::nn::Module, public Int8Layer {
 public:
  explicit Conv2d(const Conv2dShape& shape);

  /// @param input  [B, inputs, H, W]
  /// @return [B, outputs, H', W'] with H' = (H + 2 padding - kernel) / stride + 1
  at::Tensor forward(const at::Tensor& input);

  /// Convolution, then ReLU, then the maximum of each 2x2 square, in one pass where a kernel of
  /// ours applies.
  ///
  /// @return [B, outputs, H' / 2, W' / 2], rounded down
  at::Tensor forward_relu_pool(const at::Tensor& input);

  void hold_int8(const at::Tensor& codes, const at::Tensor& scale, bool int8_activations) override;

  at::Tensor weight;  ///< [outputs, inputs, kernel, kernel]
  at::Tensor bias;    ///< [outputs], or undefined

 private:
  std::array<std::int64_t, 2> padding_;
  std::array<std::int64_t, 2> stride_;
  std::optional<operators::Int8Filters> filters_;
};

}  // namespace maas::nn
