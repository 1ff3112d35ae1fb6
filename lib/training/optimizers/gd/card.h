#pragma once

#include "maas/catalog.h"

namespace maas::optimizers {

struct GdOptions {
  double lr = 0.1;
  double weight_decay = 0;
};

void describe(Fields& fields, GdOptions& options);

Card gd_card();

}  // namespace maas::optimizers
