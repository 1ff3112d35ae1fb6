#include "training/optimizers/adamw/card.h"

namespace maas::optimizers {

void describe(Fields& fields, AdamwOptions& options) {
  describe_moments(fields, options);
  fields("weight_decay", options.weight_decay, "decay of the weights, apart from the gradient")
      .range(at_least(0));
}

Card adamw_card() {
  return {.name = "adamw",
          .summary = "Adam with decoupled weight decay, fused",
          .options = AnyOptions::of<AdamwOptions>()};
}

}  // namespace maas::optimizers
