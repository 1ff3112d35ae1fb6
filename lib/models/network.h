#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <torch/nn/module.h>

#include "maas/fields.h"
#include "tensor/batch.h"
#include "tensor/problem.h"

namespace maas::models {

using tensor::Problem;

/// A network: its `forward` is its only description; graphs are traced from it.
class Network : public torch::nn::Module {
 public:
  /// @param batch  its first parts are the network's inputs
  /// @return [B, Problem::outputs]
  virtual at::Tensor forward(const tensor::Batch& batch) = 0;

  /// The same of a network's only input.
  at::Tensor forward(const at::Tensor& input) { return forward(tensor::batch_of(input)); }

  /// Returns the options of the same network with other layer widths.
  ///
  /// @param outputs  layer -> its number of outputs; layers that are not named keep theirs
  /// @throws Error kInvalidRecipe if a layer's width is not an option of this architecture
  virtual AnyOptions resized(const std::map<std::string, std::int64_t>& outputs) const = 0;
};

/// A network of one input, the first part of a batch.
class TensorNetwork : public Network {
 public:
  at::Tensor forward(const tensor::Batch& batch) final {
    return forward(batch.parts.front().second);
  }

  /// @param input  [B, ...Problem::input], as the encoder makes it
  virtual at::Tensor forward(const at::Tensor& input) = 0;
};

}  // namespace maas::models
