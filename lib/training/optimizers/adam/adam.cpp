#include "training/optimizers/adam/adam.h"

#include "training/optimizers/moments.h"

namespace maas::optimizers {

std::unique_ptr<Optimizer> make_adam(const Parameters& parameters, const AdamOptions& options) {
  return std::make_unique<Moments>(parameters, options, WeightDecay::kInTheGradient);
}

}  // namespace maas::optimizers
