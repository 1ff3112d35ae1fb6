#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace maas::privacy {

/// A file that is masked.
struct SourceFile {
  std::filesystem::path path;
  std::string name;    ///< below the source, or the source itself
  std::string format;  ///< csv, jsonl or text
};

/// What a source holds.
struct SourceFiles {
  std::vector<SourceFile> files;      ///< in the order of their names
  std::vector<std::string> left_out;  ///< files whose endings are not known
};

/// Lists a file, standard input (`-`), or what is in a folder and below; hidden entries are passed
/// over, and links to folders are not followed.
/// @param format  auto: by the ending
/// @throws Error kUsage if the format of a single file is not known; kNotFound; kInvalidData if a
///   folder has no file of a known format
SourceFiles list_source(const std::filesystem::path& source, const std::string& format);

}  // namespace maas::privacy
