#pragma once

#include <cstdint>
#include <optional>

#include <torch/nn/module.h>

#include "kernels/int8_linear.h"
#include "nn/int8_layer.h"

namespace maas::nn {

/// Two-dimensional convolution of stride 1 with square kernels, zero padding, and a bias; its
/// weight is float32 or int8.
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
  at::Tensor forward_int8(const at::Tensor& input);

  std::int64_t kernel_;
  std::int64_t padding_;
  std::optional<kernels::PackedInt8> packed_;
  bool int8_activations_ = false;
};

}  // namespace maas::nn
