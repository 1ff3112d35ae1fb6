#pragma once

#include <filesystem>
#include <string_view>
#include <utility>

/// The few system calls below files.h, with errors that name the path and the reason.
namespace maas::base {

/// Owns a file descriptor.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { close(); }

  int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }
  void close();
  /// Returns the number, to be closed by the caller.
  int release() { return std::exchange(number_, -1); }

 private:
  int number_ = -1;
};

/// Throws kNotFound for a path that does not exist, kIo otherwise.
[[noreturn]] void fail_to_read(const std::filesystem::path& path, int error);

/// Throws kIo if the disk is the reason (full, quota, limit, broken), kCannotCreate otherwise.
[[noreturn]] void fail_to_create(const std::filesystem::path& path, int error);

/// @throws Error kNotFound, kIo
Descriptor open_to_read(const std::filesystem::path& path);

/// Opens a file whose bytes lie on a disk, and never waits: of a named pipe for a writer, say.
/// @throws Error kNotFound, kIo; kInvalidData if it is a folder, a pipe, a socket or a device
Descriptor open_regular(const std::filesystem::path& path);

/// Reads at most `size` bytes.
/// @returns the number of bytes read; 0 at the end
/// @throws Error kIo
std::size_t read_some(const Descriptor& file, char* buffer, std::size_t size,
                      const std::filesystem::path& path);

/// Writes all of `bytes`.
/// @throws Error kIo; what was written before the failure stays
void write_all(const Descriptor& file, std::string_view bytes, const std::filesystem::path& path);

/// @throws Error kIo
void sync(const Descriptor& file, const std::filesystem::path& path);

/// Syncs a directory, so that the names made in it last.
/// @throws Error kIo
void sync_directory(const std::filesystem::path& directory);

/// Returns `path`'s directory, "." for a bare name.
std::filesystem::path directory_of(const std::filesystem::path& path);

}  // namespace maas::base
