#pragma once

#include <memory>

#include "transforms/random_crop/card.h"
#include "transforms/transform.h"

namespace maas::transforms {

/// The window has the size of the picture, so that shapes stay as they are.
std::unique_ptr<Transform> make_random_crop(const RandomCropOptions& options);

}  // namespace maas::transforms
