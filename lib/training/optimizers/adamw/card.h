#pragma once

#include "training/optimizers/moments_options.h"

namespace maas::optimizers {

struct AdamwOptions : MomentsOptions {
  AdamwOptions() { weight_decay = 0.01; }
};

void describe(Fields& fields, AdamwOptions& options);

Card adamw_card();

}  // namespace maas::optimizers
