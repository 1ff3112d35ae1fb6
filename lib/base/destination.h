#pragma once

#include <filesystem>
#include <optional>

#include "base/files.h"

namespace maas::base {

/// Where a command writes what it makes: at its output or, in a dry run, under the same name in a
/// folder below TMPDIR that only this user may enter, and that goes with the object.
class Destination {
 public:
  /// @throws Error kCannotCreate, kIo if the folder cannot be made, or is another user's
  Destination(const std::filesystem::path& output, bool dry_run);
  Destination(const Destination&) = delete;
  Destination& operator=(const Destination&) = delete;
  ~Destination();

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path private_;             ///< empty unless it is a dry run
  std::optional<AtomicDirectory> temporary_;  ///< in it; never committed
  std::filesystem::path path_;
};

}  // namespace maas::base
