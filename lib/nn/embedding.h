#pragma once

#include <torch/nn/module.h>

namespace maas::nn {

/// A vector for each token.
class Embedding final : public torch::nn::Module {
 public:
  Embedding(std::int64_t tokens, std::int64_t width);

  /// @param ids  [...] int64 in [0, tokens)
  /// @return [..., width]
  at::Tensor forward(const at::Tensor& ids);

  at::Tensor weight;  ///< [tokens, width]
};

}  // namespace maas::nn
