#pragma once

#include "maas/catalog.h"
#include "training/optimizers/momentum_options.h"

namespace maas::optimizers {

struct SgdOptions : MomentumOptions {};

void describe(Fields& fields, SgdOptions& options);

Card sgd_card();

}  // namespace maas::optimizers
