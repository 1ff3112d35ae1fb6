#pragma once

#include <memory>

#include "compress/prune/magnitude/card.h"
#include "compress/prune/pruner.h"

namespace maas::pruners {

/// The importance of a weight is its absolute value.
std::unique_ptr<Pruner> make_magnitude(const MagnitudeOptions& options);

}  // namespace maas::pruners
