#pragma once

#include <memory>

#include "transforms/hflip/card.h"
#include "transforms/transform.h"

namespace maas::transforms {

std::unique_ptr<Transform> make_hflip(const HflipOptions& options);

}  // namespace maas::transforms
