#pragma once

#include "maas/catalog.h"

namespace maas::optimizers {

struct RmspropOptions {
  double lr = 1e-3;
  double alpha = 0.99;
  double eps = 1e-8;
  double momentum = 0;
  double weight_decay = 0;
};

void describe(Fields& fields, RmspropOptions& options);

Card rmsprop_card();

}  // namespace maas::optimizers
