#pragma once

#include "maas/catalog.h"

namespace maas::schedules {

struct OneCycleOptions {
  double start = 0.04;
  double rise = 0.3;
  double final = 4e-6;
};

void describe(Fields& fields, OneCycleOptions& options);

Card one_cycle_card();

}  // namespace maas::schedules
