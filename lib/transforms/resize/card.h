#pragma once

#include <cstdint>
#include <vector>

#include "maas/catalog.h"

namespace maas::transforms {

struct ResizeOptions {
  std::int64_t height = 0;
  std::int64_t width = 0;
};

void describe(Fields& fields, ResizeOptions& options);

Card resize_card();

}  // namespace maas::transforms
