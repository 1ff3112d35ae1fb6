#pragma once

#include <memory>

#include "transforms/toy_center/card.h"
#include "transforms/transform.h"

namespace maas::transforms {

std::unique_ptr<Transform> make_toy_center(const ToyCenterOptions& options);

}  // namespace maas::transforms
