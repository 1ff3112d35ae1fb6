#include "tasks/tabular_regression/card.h"

namespace maas::tasks {

void describe(Fields& fields, TabularRegressionOptions& options) {
  describe_table(fields, options, "column that holds the number");
}

Card tabular_regression_card() {
  return {.name = "tabular-regression",
          .summary = "one number per row; squared error, R2, RMSE, MAE",
          .options = AnyOptions::of<TabularRegressionOptions>(),
          .kinds = {kind::kRow},
          .metrics = {{.name = "r2", .is_shown = true},
                      {.name = "rmse", .larger_is_better = false, .is_shown = true},
                      {.name = "mae", .larger_is_better = false},
                      {.name = "loss", .larger_is_better = false, .is_shown = true}}};
}

}  // namespace maas::tasks
