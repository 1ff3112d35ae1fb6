#pragma once

#include <memory>

#include "models/network.h"
#include "tasks/forward.h"

namespace maas::inference {

/// Returns a network as tasks see it; the network is kept.
tasks::Forward forward_of(std::shared_ptr<models::Network> network);

/// The same of a network that outlives it.
tasks::Forward forward_of(models::Network& network);

}  // namespace maas::inference
