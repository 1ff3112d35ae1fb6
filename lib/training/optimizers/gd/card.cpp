#include "training/optimizers/gd/card.h"

namespace maas::optimizers {

void describe(Fields& fields, GdOptions& options) {
  fields("lr", options.lr, "learning rate").range(above(0));
  fields("weight_decay", options.weight_decay, "L2 penalty added to the gradient")
      .range(at_least(0));
}

Card gd_card() {
  return {.name = "gd",
          .summary = "full-batch gradient descent: one step per epoch, over all samples",
          .options = AnyOptions::of<GdOptions>()};
}

}  // namespace maas::optimizers
