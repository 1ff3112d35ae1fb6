#pragma once

#include <memory>

#include "transforms/resize/card.h"
#include "transforms/transform.h"

namespace maas::transforms {

/// Bilinear interpolation with pixel centres at halves; shrinking averages over the covered area
/// (a triangle filter as wide as the scale), as Pillow does.
std::unique_ptr<Transform> make_resize(const ResizeOptions& options);

}  // namespace maas::transforms
