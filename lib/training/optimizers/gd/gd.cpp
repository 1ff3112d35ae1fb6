#include "training/optimizers/gd/gd.h"

#include "training/optimizers/momentum.h"

namespace maas::optimizers {

std::unique_ptr<Optimizer> make_gd(const Parameters& parameters, const GdOptions& options) {
  return std::make_unique<Momentum>(
      parameters, MomentumOptions{.lr = options.lr, .weight_decay = options.weight_decay});
}

}  // namespace maas::optimizers
