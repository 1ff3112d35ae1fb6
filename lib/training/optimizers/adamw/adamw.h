#pragma once

#include <memory>

#include "training/optimizers/adamw/card.h"
#include "training/optimizers/optimizer.h"

namespace maas::optimizers {

std::unique_ptr<Optimizer> make_adamw(const Parameters& parameters, const AdamwOptions& options);

}  // namespace maas::optimizers
