#pragma once

#include <filesystem>
#include <optional>

#include "base/files.h"

namespace maas::base {

/// Where a command writes what it makes: at its output or, in a dry run, under the same name in a
/// folder below TMPDIR, which goes with the object.
class Destination {
 public:
  /// @throws Error kCannotCreate, kIo if the folder cannot be made
  Destination(const std::filesystem::path& output, bool dry_run);

  const std::filesystem::path& path() const { return path_; }

 private:
  std::optional<AtomicDirectory> temporary_;  ///< never committed
  std::filesystem::path path_;
};

}  // namespace maas::base
