#pragma once

#include <memory>

#include <torch/nn/module.h>

#include "nn/linear.h"

namespace maas::nn {

/// Scaled dot-product attention of each position to itself and those before it, in several heads
/// (Vaswani et al. 2017).
class CausalAttention final : public torch::nn::Module {
 public:
  /// @param width  a multiple of `heads`
  /// @param dropout  of the attention's weights, while training
  CausalAttention(std::int64_t width, std::int64_t heads, double dropout);

  /// @param input  [B, T, width]
  /// @return [B, T, width]
  at::Tensor forward(const at::Tensor& input);

  std::shared_ptr<Linear> qkv;     ///< to queries, keys and values, side by side
  std::shared_ptr<Linear> output;  ///< of the heads' results

 private:
  std::int64_t heads_;
  double dropout_;
};

}  // namespace maas::nn
