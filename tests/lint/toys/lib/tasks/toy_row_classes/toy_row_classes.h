#pragma once

#include <memory>

#include "tasks/task.h"
#include "tasks/toy_row_classes/card.h"

namespace maas::tasks {

/// One label per row.
std::unique_ptr<Task> make_toy_row_classes(const Basis& basis, const ToyRowClassesOptions& options);

}  // namespace maas::tasks
