#pragma once

#include "maas/catalog.h"

namespace maas::optimizers {

struct AdamOptions {
  double lr = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double eps = 1e-8;
  double weight_decay = 0;
};

void describe(Fields& fields, AdamOptions& options);

Card adam_card();

}  // namespace maas::optimizers
