#include "base/posix.h"

#include <cerrno>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "maas/error.h"

namespace maas::base {
namespace {

std::string text_of(int error) {
  return std::generic_category().message(error);
}

const char* kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a named pipe";
  return S_ISSOCK(mode) ? "a socket" : "a device";
}

bool disk_is_the_reason(int error) {
  return error == ENOSPC || error == EDQUOT || error == EFBIG || error == EIO;
}

}  // namespace

void Descriptor::close() {
  if (number_ >= 0) ::close(std::exchange(number_, -1));
}

void fail_to_read(const std::filesystem::path& path, int error) {
  const bool missing = error == ENOENT || error == ENOTDIR;
  fail(missing ? ErrorCode::kNotFound : ErrorCode::kIo, "cannot read '{}': {}", path.string(),
       text_of(error));
}

void fail_to_create(const std::filesystem::path& path, int error) {
  fail(disk_is_the_reason(error) ? ErrorCode::kIo : ErrorCode::kCannotCreate,
       "cannot create '{}': {}", path.string(), text_of(error));
}

Descriptor open_to_read(const std::filesystem::path& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) fail_to_read(path, errno);
  return file;
}

Descriptor open_regular(const std::filesystem::path& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  // A socket cannot be opened at all.
  if (!file && errno != ENXIO) fail_to_read(path, errno);
  struct stat status {};
  const int failed = file ? ::fstat(file.get(), &status) : ::stat(path.c_str(), &status);
  if (failed != 0) fail_to_read(path, errno);
  if (!S_ISREG(status.st_mode)) {
    fail(ErrorCode::kInvalidData, "'{}': it is {}, no regular file", path.string(),
         kind_of(status.st_mode));
  }
  return file;
}

std::size_t read_some(const Descriptor& file, char* buffer, std::size_t size,
                      const std::filesystem::path& path) {
  for (;;) {
    const ssize_t count = ::read(file.get(), buffer, size);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) fail_to_read(path, errno);
  }
}

void write_all(const Descriptor& file, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file.get(), bytes.data(), bytes.size());
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      fail(ErrorCode::kIo, "cannot write '{}': {}", path.string(), text_of(errno));
    }
  }
}

void sync(const Descriptor& file, const std::filesystem::path& path) {
  if (::fsync(file.get()) != 0) {
    fail(ErrorCode::kIo, "cannot sync '{}': {}", path.string(), text_of(errno));
  }
}

void sync_directory(const std::filesystem::path& directory) {
  sync(open_to_read(directory), directory);
}

std::filesystem::path directory_of(const std::filesystem::path& path) {
  const std::filesystem::path parent = path.parent_path();
  return parent.empty() ? "." : parent;
}

}  // namespace maas::base
