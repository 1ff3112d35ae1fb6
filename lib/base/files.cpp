#include "base/files.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/aside.h"
#include "base/streams.h"
#include "base/strings.h"
#include "maas/error.h"

namespace maas::base {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path, std::size_t limit) {
  return read_to_end(open_to_read(path), path, limit);
}

void write_file(const fs::path& path, std::string_view content) {
  AtomicFile file(path);
  file.write(content);
  file.commit();
}

AtomicFile::AtomicFile(fs::path path) : path_(followed(std::move(path))) {
  std::error_code error;
  if (fs::exists(path_, error) && !fs::is_regular_file(path_, error)) {
    fail(ErrorCode::kCannotCreate, "cannot create '{}': it is there and no regular file",
         path_.string());
  }
  aside_ = aside_name(path_);
  file_ = Descriptor(::open(aside_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!file_) fail_to_create(path_, errno);
  ::flock(file_.get(), LOCK_EX | LOCK_NB);
}

AtomicFile::~AtomicFile() {
  if (file_) ::unlink(aside_.c_str());
}

void AtomicFile::write(std::string_view bytes) {
  write_all(file_, bytes, path_);
}

void AtomicFile::commit() {
  sync(file_, path_);
  if (::rename(aside_.c_str(), path_.c_str()) != 0) fail_to_create(path_, errno);
  file_.close();
  sync_directory(directory_of(path_));
}

MappedFile::MappedFile(const fs::path& path) {
  const Descriptor file = open_regular(path);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) fail_to_read(path, errno);
  size_ = static_cast<std::size_t>(status.st_size);
  if (size_ == 0) return;
  void* start = ::mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE, file.get(), 0);
  if (start == MAP_FAILED) fail_to_read(path, errno);
  map_ = std::shared_ptr<void>(start, [size = size_](void* map) { ::munmap(map, size); });
}

void touch(const fs::path& path) {
  std::error_code read_only;
  fs::last_write_time(path, fs::file_time_type::clock::now(), read_only);
}

std::span<const std::byte> MappedFile::bytes() const {
  return {data(), size_};
}

std::byte* MappedFile::data() const {
  return static_cast<std::byte*>(map_.get());
}

namespace {

/// @param kind  LOCK_EX or LOCK_SH
/// @throws Error kBusy naming the holder
void take_lock(const Descriptor& file, int kind, const fs::path& path) {
  if (::flock(file.get(), kind | LOCK_NB) == 0) return;
  std::array<char, 32> holder;
  const std::size_t count = read_some(file, holder.data(), holder.size(), path);
  const std::string_view pid = trim({holder.data(), count});
  throw failure_with_hint(ErrorCode::kBusy, "wait until it ends, or choose another directory",
                          "'{}' is held by {}{}", directory_of(path).string(),
                          pid.empty() ? "another process" : "process ", pid);
}

}  // namespace

FileLock::FileLock(const fs::path& path)
    : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
  if (!file_) fail_to_create(path, errno);
  take_lock(file_, LOCK_EX, path);
  if (::ftruncate(file_.get(), 0) != 0) fail_to_create(path, errno);
  write_all(file_, fmt::format("{}\n", ::getpid()), path);
}

void FileLock::check_free(const fs::path& path) {
  if (base::exists(path)) take_lock(open_to_read(path), LOCK_SH, path);
}

}  // namespace maas::base
