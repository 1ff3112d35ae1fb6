#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "data/divisible.h"
#include "data/table.h"

namespace maas::data {

/// The records of a table, to be written as `<split>.csv` with the header in each, byte for byte as
/// they stand.
/// @param target  column whose classes are divided each by itself; empty: none
/// @throws Error kUsage if there is no such column; as read_text_file and Table
std::unique_ptr<Divisible> divisible_table(const std::filesystem::path& file,
                                           const TableFormat& format, const std::string& target);

}  // namespace maas::data
