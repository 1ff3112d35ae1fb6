#pragma once

#include <cstddef>
#include <vector>

#include "data/rows.h"
#include "data/split_inspector.h"

namespace maas::data {

/// Returns what stands in each column, worked out on all cores.
std::vector<ColumnValues> measure_columns(const Rows& rows);

/// Whether a column tells rows apart and nothing else: its values are all different, and texts, or
/// numbers in steps of one under a name such as `id` or `row`.
/// @param values  of that column
bool is_identifier(const Rows& rows, std::size_t column, const ColumnValues& values);

}  // namespace maas::data
