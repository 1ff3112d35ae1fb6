#include "training/schedules/step/card.h"

namespace maas::schedules {

void describe(Fields& fields, StepOptions& options) {
  fields("every", options.every, "length between two cuts").range(above(0));
  fields("factor", options.factor, "what each cut multiplies by").range(within(0, 1));
}

Card step_card() {
  return {.name = "step",
          .summary = "multiply by a factor after every so long",
          .options = AnyOptions::of<StepOptions>()};
}

}  // namespace maas::schedules
