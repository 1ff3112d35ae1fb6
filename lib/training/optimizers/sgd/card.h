#pragma once

#include "maas/catalog.h"

namespace maas::optimizers {

struct SgdOptions {
  double lr = 0.1;
  double momentum = 0;
  bool nesterov = false;
  double weight_decay = 0;
};

void describe(Fields& fields, SgdOptions& options);

Card sgd_card();

}  // namespace maas::optimizers
