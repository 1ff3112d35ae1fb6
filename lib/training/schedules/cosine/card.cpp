#include "training/schedules/cosine/card.h"

namespace maas::schedules {

void describe(Fields& fields, CosineOptions& options) {
  fields("final", options.final, "share of the learning rate at the end").range(between(0, 1));
}

Card cosine_card() {
  return {.name = "cosine",
          .summary = "half a cosine from the learning rate to a final share of it",
          .options = AnyOptions::of<CosineOptions>()};
}

}  // namespace maas::schedules
