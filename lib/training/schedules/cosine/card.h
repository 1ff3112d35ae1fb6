#pragma once

#include "maas/catalog.h"

namespace maas::schedules {

struct CosineOptions {
  double final = 0;
};

void describe(Fields& fields, CosineOptions& options);

Card cosine_card();

}  // namespace maas::schedules
