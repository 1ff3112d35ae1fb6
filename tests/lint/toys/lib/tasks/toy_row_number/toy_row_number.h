#pragma once

#include <memory>

#include "tasks/task.h"
#include "tasks/toy_row_number/card.h"

namespace maas::tasks {

/// One number per row, in its own unit, by the distance from what is true.
std::unique_ptr<Task> make_toy_row_number(const Basis& basis, const ToyRowNumberOptions& options);

}  // namespace maas::tasks
