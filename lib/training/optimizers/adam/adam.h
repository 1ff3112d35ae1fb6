#pragma once

#include <memory>

#include "training/optimizers/adam/card.h"
#include "training/optimizers/optimizer.h"

namespace maas::optimizers {

std::unique_ptr<Optimizer> make_adam(const Parameters& parameters, const AdamOptions& options);

}  // namespace maas::optimizers
