#pragma once

#include <memory>

#include "models/lstm/card.h"
#include "models/network.h"

namespace maas::models {

/// @throws Error kInvalidRecipe if the problem's inputs are neither tokens nor steps
std::shared_ptr<Network> make_lstm(const Problem& problem, const LstmOptions& options);

}  // namespace maas::models
