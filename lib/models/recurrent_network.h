#pragma once

#include <memory>

#include "models/network.h"
#include "models/recurrent_options.h"
#include "nn/recurrent.h"

namespace maas::models {

/// Tokens, embedded; recurrent layers; a linear layer on their last states.
/// @throws Error kInvalidRecipe if the problem's inputs are no tokens
std::shared_ptr<Network> make_recurrent_network(nn::Cell cell, const Problem& problem,
                                                const RecurrentOptions& options);

}  // namespace maas::models
