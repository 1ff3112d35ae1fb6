#pragma once

#include <memory>

#include "tasks/task.h"
#include "tasks/toy_text_classes/card.h"

namespace maas::tasks {

/// One label per text; every word of the training texts counts.
std::unique_ptr<Task> make_toy_text_classes(const Basis& basis,
                                            const ToyTextClassesOptions& options);

}  // namespace maas::tasks
