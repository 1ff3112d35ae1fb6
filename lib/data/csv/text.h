#pragma once

#include <filesystem>

#include "data/text_file.h"

namespace maas::data {

using TableText = TextFile;

/// Returns the text of a table's file.
/// @throws Error as read_text_file
inline TableText read_table_text(const std::filesystem::path& path) {
  return read_text_file(path);
}

}  // namespace maas::data
