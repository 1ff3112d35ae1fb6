#include "training/optimizers/adam/adam.h"

#include "training/optimizers/moments.h"

namespace maas::optimizers {

std::unique_ptr<Optimizer> make_adam(const Parameters& parameters, const AdamOptions& options) {
  return std::make_unique<Moments>(parameters, MomentsOptions{.lr = options.lr,
                                                              .beta1 = options.beta1,
                                                              .beta2 = options.beta2,
                                                              .eps = options.eps,
                                                              .weight_decay = options.weight_decay,
                                                              .decoupled = false});
}

}  // namespace maas::optimizers
