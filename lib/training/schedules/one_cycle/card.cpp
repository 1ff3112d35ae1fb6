#include "training/schedules/one_cycle/card.h"

namespace maas::schedules {

void describe(Fields& fields, OneCycleOptions& options) {
  fields("start", options.start, "share of the learning rate at the beginning").range(within(0, 1));
  fields("rise", options.rise, "share of the steps that rise")
      .range({.min = 0, .max = 1, .min_open = true, .max_open = true});
  fields("final", options.final, "share of the learning rate at the end").range(between(0, 1));
}

Card one_cycle_card() {
  return {.name = "one-cycle",
          .summary = "rise to the learning rate, then fall far below, by cosines",
          .options = AnyOptions::of<OneCycleOptions>()};
}

}  // namespace maas::schedules
