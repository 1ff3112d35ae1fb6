#pragma once

#include <filesystem>
#include <string>

#include <fmt/format.h>

#include "base/files.h"

/// Small sets of texts on disk.
namespace maas::data::test {

/// Returns JSON lines of texts that differ, of the classes `good` and `bad` by turns.
/// @param first  number of the first text
inline std::string opinions(int texts, int first = 0) {
  std::string lines;
  for (int i = first; i < first + texts; ++i) {
    const bool is_good = i % 2 == 0;
    lines += fmt::format("{{\"text\": \"film {} was {}\", \"label\": \"{}\"}}\n", i,
                         is_good ? "fun" : "a real bore", is_good ? "good" : "bad");
  }
  return lines;
}

/// Writes a file and returns its path.
inline std::filesystem::path write_text(const std::filesystem::path& file,
                                        const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  base::write_file(file, text);
  return file;
}

/// Writes `count` texts that differ into each of the folders `bad` and `good`.
inline void write_opinions(const std::filesystem::path& root, int count, int first = 0) {
  for (int i = first; i < first + count; ++i) {
    write_text(root / "bad" / fmt::format("{:03}.txt", i), fmt::format("film {} was a bore", i));
    write_text(root / "good" / fmt::format("{:03}.txt", i), fmt::format("film {} was fun", i));
  }
}

}  // namespace maas::data::test
