#pragma once

#include <memory>

#include "models/network.h"
#include "models/toy_row_net/card.h"

namespace maas::models {

/// Two linear layers with a ReLU between them.
std::shared_ptr<Network> make_toy_row_net(const Problem& problem, const ToyRowNetOptions& options);

}  // namespace maas::models
