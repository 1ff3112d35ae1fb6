#pragma once

#include <memory>

#include "models/gin/card.h"
#include "models/network.h"

namespace maas::models {

/// A graph isomorphism network: in each layer a node is (1 + epsilon) times itself plus the sum of
/// its neighbours, epsilon being learnt, then an MLP of two linear layers with batch norm. The sums
/// over each graph, of what goes into the first layer and of what comes out of each, are told
/// classes of by linear layers of their own, which are added up.
/// @throws Error kInvalidRecipe if samples are neither graphs nor nodes
std::shared_ptr<Network> make_gin(const Problem& problem, const GinOptions& options);

}  // namespace maas::models
