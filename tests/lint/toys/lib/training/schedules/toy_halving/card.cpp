#include "training/schedules/toy_halving/card.h"

namespace maas::schedules {

void describe(Fields& fields, ToyHalvingOptions& options) {
  fields("every", options.every, "steps between two cuts").range(at_least(1));
}

Card toy_halving_card() {
  return {.name = "toy-halving",
          .summary = "half the learning rate after every few steps",
          .options = AnyOptions::of<ToyHalvingOptions>()};
}

}  // namespace maas::schedules
