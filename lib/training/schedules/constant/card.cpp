#include "training/schedules/constant/card.h"

namespace maas::schedules {

void describe(Fields&, ConstantOptions&) {}

Card constant_card() {
  return {.name = "constant",
          .summary = "the same learning rate throughout",
          .options = AnyOptions::of<ConstantOptions>()};
}

}  // namespace maas::schedules
