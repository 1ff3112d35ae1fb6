#pragma once

#include <memory>

#include "transforms/resize/card.h"
#include "transforms/transform.h"

namespace maas::transforms {

/// As formats::resample.
std::unique_ptr<Transform> make_resize(const ResizeOptions& options);

}  // namespace maas::transforms
