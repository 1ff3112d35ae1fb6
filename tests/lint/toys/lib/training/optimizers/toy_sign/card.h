#pragma once

#include "maas/catalog.h"

namespace maas::optimizers {

struct ToySignOptions {
  double lr = 0.01;
};

void describe(Fields& fields, ToySignOptions& options);

Card toy_sign_card();

}  // namespace maas::optimizers
