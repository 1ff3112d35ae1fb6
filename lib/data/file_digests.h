#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/digest_cache.h"
#include "data/memo.h"
#include "maas/progress.h"

namespace maas::data {

/// The SHA-256 of each of some files: read once, or not at all if the user's cache remembers it.
/// Thread-safe.
class FileDigests {
 public:
  explicit FileDigests(std::size_t files) : digests_(files) {}

  /// Returns 64 hexadecimal digits.
  /// @param index  of the file, which is at `path`
  /// @throws Error kNotFound, kIo; kInvalidData if it is no regular file
  const std::string& of(std::int64_t index, const std::filesystem::path& path) const;

 private:
  Memo<std::string> digests_;
  mutable base::DigestCache cache_;
};

/// Returns a digest of the bytes of some files.
/// @throws Error kNotFound, kIo; kInterrupted or kTerminated if a stop is asked for
std::string fingerprint_of(const std::vector<std::filesystem::path>& files, Progress& progress);

}  // namespace maas::data
