#pragma once

#include <filesystem>
#include <string>

#include <fmt/format.h>

#include "base/files.h"

/// Small tables on disk.
namespace maas::data::test {

/// Returns a table of rows that differ: a number, a category and, by it, a class.
/// @param first  number of the first row
inline std::string people(int rows, int first = 0) {
  std::string text = "age,job,income\n";
  for (int i = first; i < first + rows; ++i) {
    text += fmt::format("{},{},{}\n", 20 + i, i % 2 == 0 ? "clerk" : "boss",
                        i % 2 == 0 ? "low" : "high");
  }
  return text;
}

/// Writes a table and returns its path.
inline std::filesystem::path write_table(const std::filesystem::path& file,
                                         const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  base::write_file(file, text);
  return file;
}

}  // namespace maas::data::test
