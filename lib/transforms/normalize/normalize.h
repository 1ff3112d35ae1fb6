#pragma once

#include <memory>

#include "transforms/normalize/card.h"
#include "transforms/transform.h"

namespace maas::transforms {

/// @throws Error kInvalidRecipe if the two lists differ in length or are empty
std::unique_ptr<Transform> make_normalize(const NormalizeOptions& options);

}  // namespace maas::transforms
