#pragma once

#include <memory>

#include "base/factories.h"
#include "compress/prune/pruner.h"

namespace maas::pruners {

using Factories = base::FactoryTable<std::unique_ptr<Pruner>()>;

/// The pruning methods of this build: `std::unique_ptr<Pruner> make_<name>(const Options&)`.
const Factories& factories();

}  // namespace maas::pruners
