#pragma once

#include <memory>

#include "models/network.h"
#include "models/toy_token_net/card.h"

namespace maas::models {

/// A matrix of token pairs, in two factors.
std::shared_ptr<Network> make_toy_token_net(const Problem& problem,
                                            const ToyTokenNetOptions& options);

}  // namespace maas::models
