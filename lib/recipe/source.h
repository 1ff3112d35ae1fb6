#pragma once

#include <filesystem>
#include <memory>
#include <string>

namespace maas::recipe {

/// A text that nodes are read from: a file, or an argument of the command line.
struct Source {
  enum class Kind { kFile, kArgument, kFlag, kEnvironment };

  Kind kind = Kind::kFile;
  std::string name;                 ///< as the user wrote it: a path, `optim.lr=x`, `--group 0`
  std::string text;                 ///< the whole file; empty for an argument
  std::filesystem::path directory;  ///< relative paths count from here; empty: where maas runs
  int order = 0;                    ///< problems are listed in this order of their sources
};

using SourcePtr = std::shared_ptr<const Source>;

/// A place in a source, to be blamed.
struct Position {
  SourcePtr source;
  int line = 0;    ///< from 1; 0: the source as a whole
  int column = 0;  ///< byte of the line, from 1
  int length = 1;  ///< bytes to underline
};

}  // namespace maas::recipe
