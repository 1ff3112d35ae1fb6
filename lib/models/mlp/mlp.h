#pragma once

#include <memory>

#include "models/mlp/card.h"
#include "models/network.h"

namespace maas::models {

/// @throws Error kInvalidRecipe if there is nothing to connect
std::shared_ptr<Network> make_mlp(const Problem& problem, const MlpOptions& options);

}  // namespace maas::models
