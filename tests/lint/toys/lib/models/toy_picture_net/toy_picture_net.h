#pragma once

#include <memory>

#include "models/network.h"
#include "models/toy_picture_net/card.h"

namespace maas::models {

/// Logits by one linear layer.
std::shared_ptr<Network> make_toy_picture_net(const Problem& problem,
                                              const ToyPictureNetOptions& options);

}  // namespace maas::models
