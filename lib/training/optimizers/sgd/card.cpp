#include "training/optimizers/sgd/card.h"

namespace maas::optimizers {

void describe(Fields& fields, SgdOptions& options) {
  fields("lr", options.lr, "learning rate").range(above(0));
  fields("momentum", options.momentum, "decay of the running sum of gradients").range(below(0, 1));
  fields("nesterov", options.nesterov, "look ahead along the momentum");
  fields("weight_decay", options.weight_decay, "L2 penalty added to the gradient")
      .range(at_least(0));
}

Card sgd_card() {
  return {.name = "sgd",
          .summary = "stochastic gradient descent, with momentum and Nesterov's correction",
          .options = AnyOptions::of<SgdOptions>()};
}

}  // namespace maas::optimizers
