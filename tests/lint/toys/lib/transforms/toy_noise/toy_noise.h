#pragma once

#include <memory>

#include "transforms/toy_noise/card.h"
#include "transforms/transform.h"

namespace maas::transforms {

std::unique_ptr<Transform> make_toy_noise(const ToyNoiseOptions& options);

}  // namespace maas::transforms
