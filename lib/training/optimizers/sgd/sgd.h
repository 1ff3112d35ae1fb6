#pragma once

#include <memory>

#include "training/optimizers/optimizer.h"
#include "training/optimizers/sgd/card.h"

namespace maas::optimizers {

std::unique_ptr<Optimizer> make_sgd(const Parameters& parameters, const SgdOptions& options);

}  // namespace maas::optimizers
