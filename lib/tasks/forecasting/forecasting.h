#pragma once

#include <memory>

#include "tasks/forecasting/card.h"
#include "tasks/task.h"

namespace maas::tasks {

/// The next steps of a series from the last ones, learned in standard deviations by the squared
/// error.
///
/// Metrics, over all steps that all windows tell: `mase`, the mean absolute error divided by that
/// of the seasonal naive forecast over the training steps (Hyndman and Koehler 2006); `naive_mase`,
/// the same of the seasonal naive forecast of the same windows; `mae` and `rmse` in the target's
/// unit; `loss`, the mean squared error in standard deviations.
/// @throws Error kInvalidRecipe if the target is the same in all training steps, or repeats itself
///   exactly; as encoders::SeriesEncoder
std::unique_ptr<Task> make_forecasting(const Basis& basis, const ForecastingOptions& options);

}  // namespace maas::tasks
