#pragma once

#include <memory>

#include "data/environments.h"
#include "feed/source.h"

namespace maas::encoders {

/// What episodes begin with: `observation` [B, O] float32, and `seed` [B] int64, the bits of the
/// number that they are begun from.
/// @throws Error kInternal if the set is of another kind
feed::Parts environment_parts(std::shared_ptr<const data::Dataset> set);

}  // namespace maas::encoders
