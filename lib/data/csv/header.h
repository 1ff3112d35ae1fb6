#pragma once

#include <string>
#include <vector>

#include "data/record_walk.h"

namespace maas::data {

/// Reads the names of a table's columns, its first record. A first column without a name, as R and
/// pandas write the numbers of rows, is called `row`.
/// @param origin  names the table in messages
/// @throws Error kInvalidData if there is none, if it holds but numbers, or if columns are called
///   alike or not at all
std::vector<std::string> read_header(RecordWalk& walk, const std::string& origin);

}  // namespace maas::data
