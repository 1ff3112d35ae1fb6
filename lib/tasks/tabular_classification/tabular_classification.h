#pragma once

#include <memory>

#include "tasks/tabular_classification/card.h"
#include "tasks/task.h"

namespace maas::tasks {

/// One label per row of a table.
/// @throws Error as encoders::RowEncoder and Classification
std::unique_ptr<Task> make_tabular_classification(const Basis& basis,
                                                  const TabularClassificationOptions& options);

}  // namespace maas::tasks
