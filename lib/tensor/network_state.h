#pragma once

#include <map>
#include <string>

#include <torch/nn/module.h>

#include "tensor/weights.h"

namespace maas::tensor {

/// The tensors of a network by their names, in the network's order. Each stands once: one that the
/// network has under several names under the first of them.
struct NetworkState {
  NamedTensors trained;                        ///< parameters that learn
  NamedTensors frozen;                         ///< parameters that stay as they are
  NamedTensors buffers;                        ///< statistics, as those of batch norms
  std::map<std::string, std::string> aliases;  ///< a tensor's other names -> its name above

  /// Trained and frozen parameters.
  NamedTensors parameters() const;
  /// What a training changes: trained parameters and buffers.
  NamedTensors moving() const;
  /// Everything that a model consists of: trained and frozen parameters, then buffers.
  NamedTensors all() const;
};

/// Returns what a network holds; the tensors share its memory.
NetworkState state_of(const torch::nn::Module& network);

/// Freezes the parameters whose names match a pattern, as base::glob_matches reads it.
/// @throws Error kInvalidRecipe if it matches no parameter, or every one
void freeze(torch::nn::Module& network, const std::string& pattern);

/// Puts a network in training mode, but for layers whose parameters are all frozen: these go on as
/// they are used, so that the statistics of a frozen batch norm stay.
void set_training(torch::nn::Module& network);

}  // namespace maas::tensor
