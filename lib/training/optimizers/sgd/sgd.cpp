#include "training/optimizers/sgd/sgd.h"

#include "maas/error.h"
#include "training/optimizers/momentum.h"

namespace maas::optimizers {

std::unique_ptr<Optimizer> make_sgd(const Parameters& parameters, const SgdOptions& options) {
  if (options.nesterov && options.momentum == 0) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe, "set optim.momentum",
                            "optim.nesterov needs a momentum above 0");
  }
  return std::make_unique<Momentum>(parameters, options);
}

}  // namespace maas::optimizers
