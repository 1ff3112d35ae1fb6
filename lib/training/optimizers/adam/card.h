#pragma once

#include "training/optimizers/moments_options.h"

namespace maas::optimizers {

struct AdamOptions : MomentsOptions {};

void describe(Fields& fields, AdamOptions& options);

Card adam_card();

}  // namespace maas::optimizers
