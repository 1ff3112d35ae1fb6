#include "tasks/toy_row_number/card.h"

namespace maas::tasks {

void describe(Fields& fields, ToyRowNumberOptions& options) {
  describe_table(fields, options, "column that holds the number");
}

Card toy_row_number_card() {
  return {.name = "toy-row-number",
          .summary = "one number per row; mean distance",
          .options = AnyOptions::of<ToyRowNumberOptions>(),
          .kinds = {kind::kRow},
          .metrics = {{.name = "mae", .larger_is_better = false, .is_shown = true}}};
}

}  // namespace maas::tasks
