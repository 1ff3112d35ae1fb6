#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "data/table.h"

namespace maas::data {

/// What the values of a target column tell.
struct TargetLabels {
  std::vector<std::string> classes;  ///< sorted, as numbers if all are; empty: they are none
  std::vector<std::int32_t> labels;  ///< of each row, -1 of a broken one; empty without classes
  std::unordered_map<std::int64_t, std::string> broken;  ///< why rows are, by their indices
};

/// Tells the classes that the values of a column are: at most 1000 different ones and, if all are
/// numbers, at most 20. A record is also broken if the value is missing or no finite number.
TargetLabels labels_of(const Table& table, std::size_t target);

}  // namespace maas::data
