#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <torch/nn/module.h>

#include "maas/fields.h"

namespace maas::models {

/// What a network is built for: the shape of one sample and the number of outputs.
struct Problem {
  std::vector<std::int64_t> input;  ///< [C, H, W]
  std::int64_t outputs = 0;
};

/// A network: its `forward` is its only description; graphs are traced from it.
class Network : public torch::nn::Module {
 public:
  /// @param input  [B, ...Problem::input], preprocessed
  /// @return [B, Problem::outputs], logits
  virtual at::Tensor forward(const at::Tensor& input) = 0;

  /// Returns the options of the same network with other layer widths.
  ///
  /// @param outputs  layer -> its number of outputs; layers that are not named keep theirs
  /// @throws Error kInvalidRecipe if a layer's width is not an option of this architecture
  virtual AnyOptions resized(const std::map<std::string, std::int64_t>& outputs) const = 0;
};

}  // namespace maas::models
