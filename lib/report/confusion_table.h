#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace maas::report {

/// Returns the HTML of a confusion matrix: a table coloured by each true class's shares or, with
/// too many classes for one, the list of the most frequent confusions.
///
/// @param counts  [true class][predicted class]
/// @param labels  names of the classes
std::string confusion_table(const std::vector<std::vector<std::int64_t>>& counts,
                            const std::vector<std::string>& labels);

}  // namespace maas::report
