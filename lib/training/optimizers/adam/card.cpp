#include "training/optimizers/adam/card.h"

namespace maas::optimizers {

void describe(Fields& fields, AdamOptions& options) {
  describe_moments(fields, options);
  fields("weight_decay", options.weight_decay, "L2 penalty added to the gradient")
      .range(at_least(0));
}

Card adam_card() {
  return {.name = "adam", .summary = "Adam, fused", .options = AnyOptions::of<AdamOptions>()};
}

}  // namespace maas::optimizers
