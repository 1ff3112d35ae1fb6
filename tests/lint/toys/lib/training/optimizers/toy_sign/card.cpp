#include "training/optimizers/toy_sign/card.h"

namespace maas::optimizers {

void describe(Fields& fields, ToySignOptions& options) {
  fields("lr", options.lr, "learning rate").range(above(0));
}

Card toy_sign_card() {
  return {.name = "toy-sign",
          .summary = "a step of one length for every weight",
          .options = AnyOptions::of<ToySignOptions>()};
}

}  // namespace maas::optimizers
