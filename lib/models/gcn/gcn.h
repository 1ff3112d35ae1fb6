#pragma once

#include <memory>

#include "models/gcn/card.h"
#include "models/network.h"

namespace maas::models {

/// Graph convolutions: a linear layer on the normalised sum of each node and its neighbours, ReLU
/// between them. Of nodes that are told apart by themselves alone, the first is a vector of each.
/// Of whole graphs the nodes' outputs are averaged.
/// @throws Error kInvalidRecipe if samples are neither graphs nor nodes
std::shared_ptr<Network> make_gcn(const Problem& problem, const GcnOptions& options);

}  // namespace maas::models
