#pragma once

#include "maas/catalog.h"

namespace maas::optimizers {

struct ToyMeanOptions {
  double lr = 0.1;
};

void describe(Fields& fields, ToyMeanOptions& options);

Card toy_mean_card();

}  // namespace maas::optimizers
