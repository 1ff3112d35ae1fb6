#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

/// The project's own sources, as the lint tests read them.
namespace maas::lint {

/// A line of a file, for messages as `path:number`.
struct Line {
  std::string path;  ///< from the project's root
  int number = 0;    ///< from 1
  std::string text;

  std::string place() const { return path + ":" + std::to_string(number); }
};

inline std::filesystem::path root() {
  return MAAS_SOURCE_DIR;
}

/// Returns the files below the folders with one of the extensions, as paths from the root, sorted.
inline std::vector<std::string> files_below(const std::vector<std::string>& folders,
                                            const std::vector<std::string_view>& extensions) {
  std::vector<std::string> found;
  for (const std::string& folder : folders) {
    if (!std::filesystem::exists(root() / folder)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root() / folder)) {
      if (!entry.is_regular_file()) continue;
      const std::string extension = entry.path().extension().string();
      if (std::find(extensions.begin(), extensions.end(), extension) == extensions.end()) continue;
      found.push_back(std::filesystem::relative(entry.path(), root()).string());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// Returns the sources and headers of the program and of its tests.
inline std::vector<std::string> sources(const std::vector<std::string>& folders = {
                                            "apps", "include", "lib", "tests"}) {
  return files_below(folders, {".h", ".cpp", ".cu", ".cuh"});
}

inline std::vector<Line> lines_of(const std::string& path) {
  std::vector<Line> lines;
  std::ifstream file(root() / path);
  for (std::string text; std::getline(file, text);) {
    lines.push_back({path, static_cast<int>(lines.size()) + 1, text});
  }
  return lines;
}

/// Returns the lines' text up to a `//`.
inline std::string without_comment(const Line& line) {
  return line.text.substr(0, line.text.find("//"));
}

}  // namespace maas::lint
