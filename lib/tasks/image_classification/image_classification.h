#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tasks/image_classification/card.h"
#include "tasks/task.h"

namespace maas::tasks {

/// Cross entropy over logits.
///
/// Metrics: `loss`, `acc`, `top<k>` for each k of `top_k` above 1 and below the number of classes,
/// `precision.macro`, `recall.macro`, `f1.macro`, and the three per class, as `f1.<class>`. A ratio
/// without a denominator counts as 0.
///
/// @param classes  names, at least two
/// @throws Error kInvalidRecipe with fewer than two classes
std::unique_ptr<Task> make_image_classification(const std::vector<std::string>& classes,
                                                const std::vector<std::int64_t>& top_k,
                                                const ImageClassificationOptions& options);

}  // namespace maas::tasks
