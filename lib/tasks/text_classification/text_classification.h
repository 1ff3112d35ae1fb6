#pragma once

#include <memory>

#include "tasks/task.h"
#include "tasks/text_classification/card.h"

namespace maas::tasks {

/// One label per text.
/// @throws Error as encoders::TextEncoder and Classification
std::unique_ptr<Task> make_text_classification(const Basis& basis,
                                               const TextClassificationOptions& options);

}  // namespace maas::tasks
