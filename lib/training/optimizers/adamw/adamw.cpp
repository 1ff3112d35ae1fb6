#include "training/optimizers/adamw/adamw.h"

#include "training/optimizers/moments.h"

namespace maas::optimizers {

std::unique_ptr<Optimizer> make_adamw(const Parameters& parameters, const AdamwOptions& options) {
  return std::make_unique<Moments>(parameters, options, WeightDecay::kDecoupled);
}

}  // namespace maas::optimizers
