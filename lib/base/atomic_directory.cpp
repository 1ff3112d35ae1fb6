#include <cerrno>
#include <cstdio>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/aside.h"
#include "base/files.h"

namespace maas::base {

namespace fs = std::filesystem;

namespace {

void sync_tree(const fs::path& root) {
  for (const fs::directory_entry& entry : fs::directory_iterator(root)) {
    if (entry.is_symlink()) continue;
    if (entry.is_directory()) {
      sync_tree(entry.path());
    } else {
      sync(open_to_read(entry.path()), entry.path());
    }
  }
  sync_directory(root);
}

/// For file systems that cannot exchange: the old directory steps aside first. It is not named
/// `.part`, so that it outlives a crash between the two renames.
void replace_in_two_steps(const fs::path& fresh, const fs::path& path) {
  const fs::path old = fs::path(fresh).replace_extension("old");
  if (::rename(path.c_str(), old.c_str()) != 0) fail_to_create(path, errno);
  if (::rename(fresh.c_str(), path.c_str()) != 0) {
    const int error = errno;
    ::rename(old.c_str(), path.c_str());
    fail_to_create(path, error);
  }
  ::rename(old.c_str(), fresh.c_str());
}

/// Puts `fresh` in `path`'s place; what was there, if anything, is then in `fresh`'s place.
void put_in_place(const fs::path& fresh, const fs::path& path) {
  if (::rename(fresh.c_str(), path.c_str()) == 0) return;
  if (errno != ENOTEMPTY && errno != EEXIST) fail_to_create(path, errno);
  if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, path.c_str(), RENAME_EXCHANGE) == 0) return;
  if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP) fail_to_create(path, errno);
  replace_in_two_steps(fresh, path);
}

}  // namespace

AtomicDirectory::AtomicDirectory(fs::path path)
    : path_(path.has_filename() ? std::move(path) : path.parent_path()) {
  std::error_code error;
  if (fs::is_symlink(path_, error)) path_ = fs::weakly_canonical(path_, error);
  aside_ = aside_name(path_);
  if (::mkdir(aside_.c_str(), 0777) != 0) fail_to_create(path_, errno);
  lock_ = open_to_read(aside_);
  ::flock(lock_.get(), LOCK_EX | LOCK_NB);
}

AtomicDirectory::~AtomicDirectory() {
  std::error_code ignored;
  fs::remove_all(aside_, ignored);
}

void AtomicDirectory::commit() {
  try {
    sync_tree(aside_);
  } catch (const fs::filesystem_error& error) {
    fail_to_read(aside_, error.code().value());
  }
  put_in_place(aside_, path_);
  lock_.close();
  sync_directory(directory_of(path_));
  std::error_code ignored;
  fs::remove_all(aside_, ignored);
}

}  // namespace maas::base
