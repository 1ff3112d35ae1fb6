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

/// As read_header, unless the first record has a number among its fields: then that is a record
/// already, and the columns are called `column1`, `column2` and so on.
/// @throws Error as read_header
std::vector<std::string> read_header_if_any(RecordWalk& walk, const std::string& origin);

/// Reads the names of a table's columns.
using HeaderOf = std::vector<std::string> (*)(RecordWalk& walk, const std::string& origin);

}  // namespace maas::data
