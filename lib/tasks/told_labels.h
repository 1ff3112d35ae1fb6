#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "maas/predict.h"

namespace maas::tasks {

/// Tells a person of labels and their probabilities.
/// @param top  how many of the likeliest to name; among equals, the earlier ones
Prediction told_labels(std::string input, const std::vector<std::string>& labels,
                       const std::vector<float>& probabilities, std::int64_t top);

}  // namespace maas::tasks
