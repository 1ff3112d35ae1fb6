#pragma once

#include <memory>

#include "transforms/composite/card.h"
#include "transforms/transform.h"

namespace maas::transforms {

/// States the background that pictures are decoded onto; a decoded picture is opaque, and stays as
/// it is.
/// @throws Error kInvalidRecipe unless the background has three values
std::unique_ptr<Transform> make_composite(const CompositeOptions& options);

}  // namespace maas::transforms
