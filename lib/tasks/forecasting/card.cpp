#include "tasks/forecasting/card.h"

namespace maas::tasks {

void describe(Fields& fields, ForecastingOptions& options) {
  constexpr double kMost = 1 << 20;
  fields("target", options.target, "column that is told ahead; without it, the last one of numbers")
      .metavar("COLUMN");
  fields("ignore", options.ignore, "columns that are not learned from");
  fields("window", options.window, "steps that are looked back on").range(between(1, kMost));
  fields("horizon", options.horizon, "steps that are told ahead").range(between(1, kMost));
  fields("season", options.season,
         "steps of a season; errors are told in those of the forecast that takes what was one "
         "season before")
      .range(between(1, kMost));
  fields("differenced", options.differenced,
         "learn how the target differs from one season before, which is looked back on too");
}

Card forecasting_card() {
  return {.name = "forecasting",
          .summary = "the next steps of a series; MASE beside that of the seasonal naive forecast",
          .options = AnyOptions::of<ForecastingOptions>(),
          .kinds = {kind::kSeries},
          .metrics = {{.name = "mase", .larger_is_better = false, .is_shown = true},
                      {.name = "naive_mase", .larger_is_better = false, .is_shown = true},
                      {.name = "mae", .larger_is_better = false},
                      {.name = "rmse", .larger_is_better = false},
                      {.name = "loss", .larger_is_better = false, .is_shown = true}}};
}

}  // namespace maas::tasks
