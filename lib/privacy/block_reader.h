#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "base/posix.h"
#include "maas/progress.h"
#include "privacy/masker.h"

namespace maas::privacy {

/// Records may be this long, so that memory stays bounded.
inline constexpr std::size_t kMostRecordBytes = std::size_t{64} << 20;

/// Reads a file in blocks of whole records.
class BlockReader {
 public:
  /// @param path  `-`: standard input
  /// @throws Error kNotFound, kIo
  explicit BlockReader(const std::filesystem::path& path);

  /// Reads the next block; its last record is whole, or the last of the file.
  /// @returns false at the end of the file
  /// @throws Error kIo; kInvalidData for a NUL byte and for a record of more than kMostRecordBytes;
  ///   kInterrupted or kTerminated while it waits for standard input
  bool next(const Masker& masker, const Progress& progress, Block& block);

  std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  void read_more(std::string& bytes, const Progress& progress);
  void check_bytes(std::string_view fresh) const;
  void wait_for_bytes(const Progress& progress) const;

  std::string name_;
  base::Descriptor file_;
  std::string rest_;  ///< the start of the next block
  std::int64_t line_ = 1;
  std::uint64_t bytes_read_ = 0;
  bool ended_ = false;
};

}  // namespace maas::privacy
