#pragma once

#include <memory>

#include "tasks/tabular_regression/card.h"
#include "tasks/task.h"

namespace maas::tasks {

/// One number per row of a table, as Regression learns it.
/// @throws Error kInvalidRecipe if the target is no number that differs from row to row; as
///   encoders::RowEncoder
std::unique_ptr<Task> make_tabular_regression(const Basis& basis,
                                              const TabularRegressionOptions& options);

}  // namespace maas::tasks
