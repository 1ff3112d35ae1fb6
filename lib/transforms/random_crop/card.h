#pragma once

#include <cstdint>
#include <vector>

#include "maas/catalog.h"

namespace maas::transforms {

struct RandomCropOptions {
  std::int64_t pad = 4;
};

void describe(Fields& fields, RandomCropOptions& options);

Card random_crop_card();

}  // namespace maas::transforms
