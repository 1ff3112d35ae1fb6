#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/layout.h"
#include "data/left_out.h"
#include "data/rows.h"
#include "data/table_options.h"

namespace maas::data {

/// Whether a file is called as tables are: .csv, .tsv, also with .gz.
bool is_table_name(const std::filesystem::path& file);

/// Returns the file of a split: that of the options, or one in their folder.
/// @throws Error kInvalidRecipe if no path is given; kNotFound if the folder has no such file
std::filesystem::path table_file_of(const TableOptions& options, const std::string& split);

/// Returns how the options have a table read.
/// @throws Error kInvalidRecipe if the delimiter is not one character
TableFormat format_of(const TableOptions& options);

/// Returns what tables lie at a path.
/// @param layout  that is to read them
/// @throws Error kInvalidData if two files of a folder mean the same split
Located located_tables(const std::filesystem::path& path, const std::string& layout);

/// Returns the digest of a table: of its file's bytes, and of what they are taken for.
/// @param format  with the delimiter that the table was read by
/// @throws Error kInterrupted or kTerminated if a stop is asked for
std::string fingerprint_of_table(const std::filesystem::path& file, std::string_view text,
                                 const TableFormat& format, const std::string& target,
                                 Progress& progress);

/// Returns the tables beside that of the training split, if it is called so, that are no splits.
std::vector<LeftOut> tables_beside(const std::filesystem::path& train);

}  // namespace maas::data
