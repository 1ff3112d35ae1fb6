#pragma once

#include <memory>

#include "training/optimizers/optimizer.h"
#include "training/optimizers/toy_mean/card.h"

namespace maas::optimizers {

/// m += (g - m) / 10, w -= lr m.
std::unique_ptr<Optimizer> make_toy_mean(const Parameters& parameters,
                                         const ToyMeanOptions& options);

}  // namespace maas::optimizers
