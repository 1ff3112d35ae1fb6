#pragma once

#include <cstdint>
#include <vector>

#include "maas/catalog.h"

namespace maas::transforms {

struct CompositeOptions {
  std::vector<std::int64_t> background = {255, 255, 255};
};

void describe(Fields& fields, CompositeOptions& options);

Card composite_card();

}  // namespace maas::transforms
