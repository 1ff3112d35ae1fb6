#include "training/schedules/toy_fall/card.h"

namespace maas::schedules {

void describe(Fields&, ToyFallOptions&) {}

Card toy_fall_card() {
  return {.name = "toy-fall",
          .summary = "a straight line to zero",
          .options = AnyOptions::of<ToyFallOptions>()};
}

}  // namespace maas::schedules
