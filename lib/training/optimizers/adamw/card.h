#pragma once

#include "maas/catalog.h"

namespace maas::optimizers {

struct AdamwOptions {
  double lr = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double eps = 1e-8;
  double weight_decay = 0.01;
};

void describe(Fields& fields, AdamwOptions& options);

Card adamw_card();

}  // namespace maas::optimizers
