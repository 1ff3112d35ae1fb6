#pragma once

#include <memory>

#include "training/optimizers/optimizer.h"
#include "training/optimizers/toy_sign/card.h"

namespace maas::optimizers {

/// w -= lr sign(g).
std::unique_ptr<Optimizer> make_toy_sign(const Parameters& parameters,
                                         const ToySignOptions& options);

}  // namespace maas::optimizers
