#pragma once

#include <cstdint>
#include <optional>

#include <torch/nn/module.h>

#include "nn/initialize.h"
#include "nn/int8_layer.h"
#include "operators/int8_linear.h"

namespace maas::nn {

/// y = x W^T + b, with W in float32 or in int8.
class Linear final : public torch::nn::Module, public Int8Layer, public InitScale {
 public:
  Linear(std::int64_t inputs, std::int64_t outputs);

  /// @param input  [..., inputs]
  /// @return [..., outputs]
  at::Tensor forward(const at::Tensor& input);

  /// The layer, then ReLU, as one operator where a kernel of ours applies.
  at::Tensor forward_relu(const at::Tensor& input);

  /// As `forward`, but a second derivative may be taken of it.
  at::Tensor forward_twice_differentiable(const at::Tensor& input);

  void hold_int8(const at::Tensor& codes, const at::Tensor& scale, bool int8_activations) override;

  at::Tensor weight;  ///< [outputs, inputs]
  at::Tensor bias;    ///< [outputs]

 private:
  std::optional<operators::PackedInt8> packed_;
  bool int8_activations_ = false;
};

}  // namespace maas::nn
