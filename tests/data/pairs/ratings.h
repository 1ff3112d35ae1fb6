#pragma once

#include <filesystem>
#include <string>

#include <fmt/format.h>

#include "base/files.h"

/// Small files of ratings.
namespace maas::data::test {

/// Returns ratings from 1 to 5 of ten users and seven items, all different.
/// @param first  number of the first rating
inline std::string ratings(int count, int first = 0) {
  std::string text = "user,item,rating,timestamp\n";
  for (int i = first; i < first + count; ++i) {
    text += fmt::format("u{},i{},{},{}\n", i % 10, i / 10 % 7, 1 + i % 5, 881250949 + i);
  }
  return text;
}

/// Writes a file and returns its path.
inline std::filesystem::path write_ratings(const std::filesystem::path& file,
                                           const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  base::write_file(file, text);
  return file;
}

}  // namespace maas::data::test
