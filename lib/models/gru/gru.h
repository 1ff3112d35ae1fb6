#pragma once

#include <memory>

#include "models/gru/card.h"
#include "models/network.h"

namespace maas::models {

/// @throws Error kInvalidRecipe if the problem's inputs are neither tokens nor steps
std::shared_ptr<Network> make_gru(const Problem& problem, const GruOptions& options);

}  // namespace maas::models
