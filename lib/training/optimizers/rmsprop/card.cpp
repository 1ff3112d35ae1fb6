#include "training/optimizers/rmsprop/card.h"

namespace maas::optimizers {

void describe(Fields& fields, RmspropOptions& options) {
  fields("lr", options.lr, "learning rate").range(above(0));
  fields("alpha", options.alpha, "decay of the mean square").range(below(0, 1));
  fields("eps", options.eps, "added to the root mean square").range(above(0));
  fields("momentum", options.momentum, "decay of the running sum of steps").range(below(0, 1));
  fields("weight_decay", options.weight_decay, "L2 penalty added to the gradient")
      .range(at_least(0));
}

Card rmsprop_card() {
  return {.name = "rmsprop",
          .summary = "gradient divided by a running root mean square",
          .options = AnyOptions::of<RmspropOptions>()};
}

}  // namespace maas::optimizers
