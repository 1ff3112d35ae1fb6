#pragma once

#include <cstdint>
#include <vector>

#include "maas/catalog.h"

namespace maas::models {

struct LenetOptions {
  std::vector<std::int64_t> channels = {6, 16};
  std::vector<std::int64_t> hidden = {120, 84};
};

void describe(Fields& fields, LenetOptions& options);

Card lenet_card();

}  // namespace maas::models
