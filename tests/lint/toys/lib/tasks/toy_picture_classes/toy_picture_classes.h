#pragma once

#include <memory>

#include "tasks/task.h"
#include "tasks/toy_picture_classes/card.h"

namespace maas::tasks {

/// One label per picture.
std::unique_ptr<Task> make_toy_picture_classes(const Basis& basis,
                                               const ToyPictureClassesOptions& options);

}  // namespace maas::tasks
