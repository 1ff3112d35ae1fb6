#include "training/optimizers/adamw/card.h"

namespace maas::optimizers {

void describe(Fields& fields, AdamwOptions& options) {
  fields("lr", options.lr, "learning rate").range(above(0));
  fields("beta1", options.beta1, "decay of the mean of the gradient").range(below(0, 1));
  fields("beta2", options.beta2, "decay of the mean of its square").range(below(0, 1));
  fields("eps", options.eps, "added to the root of the mean square").range(above(0));
  fields("weight_decay", options.weight_decay, "decay of the weights, apart from the gradient")
      .range(at_least(0));
}

Card adamw_card() {
  return {.name = "adamw",
          .summary = "Adam with decoupled weight decay, fused",
          .options = AnyOptions::of<AdamwOptions>(),
          .supports = {}};
}

}  // namespace maas::optimizers
