#pragma once

#include <memory>

#include "tasks/image_classification/card.h"
#include "tasks/task.h"

namespace maas::tasks {

/// One label per picture.
/// @throws Error as encoders::PictureEncoder and Classification
std::unique_ptr<Task> make_image_classification(const Basis& basis,
                                                const ImageClassificationOptions& options);

}  // namespace maas::tasks
