#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "base/posix.h"

/// Files that grow while others read them.
namespace maas::base {

/// Appends to a file; what is appended at once is one write.
class Appender {
 public:
  static constexpr std::uint64_t kKeepAll = ~std::uint64_t{0};

  /// Opens or makes the file; at most `keep` bytes of what is there are kept.
  /// @throws Error kCannotCreate
  explicit Appender(const std::filesystem::path& path, std::uint64_t keep = kKeepAll);

  /// Appends all of `bytes`; a failure leaves no part of them.
  /// @throws Error kIo
  void append(std::string_view bytes);
  /// Length of the file so far in bytes.
  std::uint64_t size() const { return size_; }
  /// @throws Error kIo
  void sync();

 private:
  std::filesystem::path path_;
  Descriptor file_;
  std::uint64_t size_ = 0;
};

/// Appends whole lines to a file.
class LineWriter {
 public:
  /// Opens or makes the file. Whole lines within its first `keep` bytes are kept: a last line that
  /// a crash has torn is cut off.
  /// @throws Error kCannotCreate, kIo
  explicit LineWriter(const std::filesystem::path& path, std::uint64_t keep = Appender::kKeepAll);

  /// Appends `line` and a line feed; a failure leaves no part of it.
  /// @throws Error kIo
  void write(std::string_view line);
  /// Length of the file so far in bytes.
  std::uint64_t size() const { return file_.size(); }
  /// @throws Error kIo
  void sync() { file_.sync(); }

 private:
  Appender file_;
};

}  // namespace maas::base
