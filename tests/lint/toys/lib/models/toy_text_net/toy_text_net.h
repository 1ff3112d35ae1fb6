#pragma once

#include <memory>

#include "models/network.h"
#include "models/toy_text_net/card.h"

namespace maas::models {

/// The order of the words does not count.
std::shared_ptr<Network> make_toy_text_net(const Problem& problem,
                                           const ToyTextNetOptions& options);

}  // namespace maas::models
