#pragma once

#include <memory>

#include "base/factories.h"
#include "training/optimizers/optimizer.h"

namespace maas::optimizers {

using Factories = base::FactoryTable<std::unique_ptr<Optimizer>(const Parameters&)>;

/// The optimizers of this build: `std::unique_ptr<Optimizer> make_<name>(const Parameters&, const
/// Options&)`.
const Factories& factories();

}  // namespace maas::optimizers
