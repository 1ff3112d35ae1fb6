#include "training/optimizers/toy_mean/card.h"

namespace maas::optimizers {

void describe(Fields& fields, ToyMeanOptions& options) {
  fields("lr", options.lr, "learning rate").range(above(0));
}

Card toy_mean_card() {
  return {.name = "toy-mean",
          .summary = "steps along the running mean of the gradients",
          .options = AnyOptions::of<ToyMeanOptions>()};
}

}  // namespace maas::optimizers
