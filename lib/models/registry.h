#pragma once

#include <memory>

#include "base/factories.h"
#include "models/network.h"

namespace maas::models {

using Factories = base::FactoryTable<std::shared_ptr<Network>(const Problem&)>;

/// The architectures of this build: `std::shared_ptr<Network> make_<name>(const Problem&, const
/// Options&)`, which throws Error kInvalidRecipe if the options do not suit the problem.
const Factories& factories();

}  // namespace maas::models
