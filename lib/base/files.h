#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/posix.h"

/// Crash-only files: whatever lands on disk is written aside, synced and renamed.
namespace maas::base {

/// Returns the file's bytes.
/// @throws Error kNotFound if there is no such file; kIo if reading fails; kInvalidData if it is
///   larger than `limit` bytes
std::string read_file(const std::filesystem::path& path, std::size_t limit = std::size_t{1} << 32);

/// Replaces the file by `content` in one rename, synced.
/// @throws Error kCannotCreate if the directory does not allow it; kIo if writing fails
void write_file(const std::filesystem::path& path, std::string_view content);

/// A new file under a temporary name beside its destination; it appears by `commit()`.
class AtomicFile {
 public:
  /// A link is followed.
  /// @throws Error kCannotCreate if the directory does not allow it, or if the destination is
  ///   there and no regular file; kIo if the disk is full
  explicit AtomicFile(std::filesystem::path path);
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  /// Removes the temporary file if it was not committed.
  ~AtomicFile();

  /// @throws Error kIo if writing fails, e.g. on a full disk
  void write(std::string_view bytes);
  /// Where what was written lies before `commit()`, to be read back.
  const std::filesystem::path& staging() const { return aside_; }
  /// Syncs, renames, syncs the directory.
  void commit();

 private:
  std::filesystem::path path_;
  std::filesystem::path aside_;
  Descriptor file_;
};

/// A directory that is filled under a temporary name beside its destination and appears, or
/// replaces what is there, by one rename or exchange.
class AtomicDirectory {
 public:
  /// @throws Error kCannotCreate
  explicit AtomicDirectory(std::filesystem::path path);
  AtomicDirectory(const AtomicDirectory&) = delete;
  AtomicDirectory& operator=(const AtomicDirectory&) = delete;
  /// Removes the temporary directory if it was not committed.
  ~AtomicDirectory();

  /// Where to write the files before `commit()`.
  const std::filesystem::path& staging() const { return aside_; }
  /// Syncs every file and directory, then renames or exchanges; what was replaced is removed.
  void commit();

 private:
  std::filesystem::path path_;
  std::filesystem::path aside_;
  Descriptor lock_;
};

/// Gives a file or directory the present time, as far as we may.
void touch(const std::filesystem::path& path);

/// Removes what dead processes have left half-written in `directory`.
void sweep_leftovers(const std::filesystem::path& directory);

/// Returns whether there is something at `path`, as far as we may see.
bool exists(const std::filesystem::path& path);

/// Returns whether `path` is a folder, as far as we may see.
bool is_folder(const std::filesystem::path& path);

/// Returns what is in a folder in the order of the names, the same on every file system; hidden
/// entries are left out.
/// @throws Error kNotFound if there is no such folder
std::vector<std::filesystem::path> sorted_entries(const std::filesystem::path& folder);

/// Returns whether `path` is a directory without entries.
bool is_empty_directory(const std::filesystem::path& path);

/// Makes a directory and those above it; one that is there is fine.
/// @throws Error kCannotCreate, kIo
void make_directories(const std::filesystem::path& path);

/// Removes a file or a directory; a directory disappears by one rename.
/// @throws Error kCannotCreate if it may not be removed
void remove_at_once(const std::filesystem::path& path);

/// Returns whether a path from a file's content is relative and stays where it starts.
bool stays_below(const std::filesystem::path& path);

/// Returns a directory's own name, also for `.` and for a path with a slash at its end.
std::string name_of_directory(const std::filesystem::path& path);

/// A file mapped for reading, copy-on-write; the bytes stay valid while any copy of the handle
/// lives.
class MappedFile {
 public:
  /// @throws Error kNotFound, kIo; kInvalidData if it is no regular file
  explicit MappedFile(const std::filesystem::path& path);

  std::span<const std::byte> bytes() const;
  /// The mapping's owner, to be kept by whatever points into it.
  std::shared_ptr<const void> owner() const { return map_; }
  std::byte* data() const;

 private:
  std::shared_ptr<void> map_;
  std::size_t size_ = 0;
};

/// An exclusive lock on a file, released when the object or the process dies.
class FileLock {
 public:
  /// @throws Error kBusy if another process holds it; kCannotCreate if the file cannot be made
  explicit FileLock(const std::filesystem::path& path);

  /// Makes sure that no process holds the lock; nothing is written.
  /// @throws Error kBusy
  static void check_free(const std::filesystem::path& path);

 private:
  Descriptor file_;
};

}  // namespace maas::base
