#pragma once

#include <memory>

#include "tasks/tabular_regression/card.h"
#include "tasks/task.h"

namespace maas::tasks {

/// One number per row of a table, learned in standard deviations from the training rows' mean by
/// the squared error.
///
/// Metrics: `loss`, the mean squared error in those deviations; `rmse` and `mae` in the target's
/// unit; `r2`, the share of the variance that is explained.
/// @throws Error kInvalidRecipe if the target is no number that differs from row to row; as
///   encoders::RowEncoder
std::unique_ptr<Task> make_tabular_regression(const Basis& basis,
                                              const TabularRegressionOptions& options);

}  // namespace maas::tasks
