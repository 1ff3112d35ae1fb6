#pragma once

#include <cstdint>

#include <torch/nn/module.h>

namespace maas::nn {

/// Batch normalisation of channels, of pictures or of rows (Ioffe and Szegedy 2015): by the
/// statistics of the batch while training, which the running ones follow by a tenth; else by the
/// running ones.
class BatchNorm2d final : public torch::nn::Module {
 public:
  explicit BatchNorm2d(std::int64_t channels);

  /// @param input  [B, channels, H, W] or [B, channels]; while training, more than one value a
  ///   channel
  /// @return the input's shape
  /// @throws Error kInvalidRecipe if there is one value a channel while training
  at::Tensor forward(const at::Tensor& input);

  at::Tensor weight;               ///< [channels], ones at first
  at::Tensor bias;                 ///< [channels], zeros at first
  at::Tensor running_mean;         ///< [channels]
  at::Tensor running_var;          ///< [channels], unbiased
  at::Tensor num_batches_tracked;  ///< int64 [], batches trained on
};

}  // namespace maas::nn
