#pragma once

#include <memory>

#include "training/optimizers/gd/card.h"
#include "training/optimizers/optimizer.h"

namespace maas::optimizers {

std::unique_ptr<Optimizer> make_gd(const Parameters& parameters, const GdOptions& options);

}  // namespace maas::optimizers
