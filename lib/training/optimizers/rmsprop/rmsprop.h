#pragma once

#include <memory>

#include "training/optimizers/optimizer.h"
#include "training/optimizers/rmsprop/card.h"

namespace maas::optimizers {

std::unique_ptr<Optimizer> make_rmsprop(const Parameters& parameters,
                                        const RmspropOptions& options);

}  // namespace maas::optimizers
