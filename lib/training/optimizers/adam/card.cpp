#include "training/optimizers/adam/card.h"

namespace maas::optimizers {

void describe(Fields& fields, AdamOptions& options) {
  fields("lr", options.lr, "learning rate").range(above(0));
  fields("beta1", options.beta1, "decay of the mean of the gradient").range(below(0, 1));
  fields("beta2", options.beta2, "decay of the mean of its square").range(below(0, 1));
  fields("eps", options.eps, "added to the root of the mean square").range(above(0));
  fields("weight_decay", options.weight_decay, "L2 penalty added to the gradient")
      .range(at_least(0));
}

Card adam_card() {
  return {.name = "adam",
          .summary = "Adam, fused",
          .options = AnyOptions::of<AdamOptions>(),
          .supports = {}};
}

}  // namespace maas::optimizers
