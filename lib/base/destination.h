#pragma once

#include <filesystem>

namespace maas::base {

/// Where a command writes what it makes: at its output or, in a dry run, under the same name in a
/// temporary folder, which goes with the object.
class Destination {
 public:
  /// @throws Error kCannotCreate if the temporary folder cannot be made
  Destination(const std::filesystem::path& output, bool dry_run);
  Destination(const Destination&) = delete;
  Destination& operator=(const Destination&) = delete;
  ~Destination();

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path folder_;  ///< empty: none to remove
  std::filesystem::path path_;
};

}  // namespace maas::base
