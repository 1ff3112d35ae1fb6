#include "base/output.h"

#include <cerrno>
#include <system_error>

#include <unistd.h>

#include "base/aside.h"
#include "base/disk.h"
#include "base/files.h"
#include "base/posix.h"
#include "maas/error.h"

namespace maas::base {

namespace fs = std::filesystem;

namespace {

/// Checks that neither the path nor a folder above it is a link to nothing.
void check_no_dead_link(const fs::path& path) {
  std::error_code error;
  for (fs::path at = path.has_filename() ? path : path.parent_path(); !base::exists(at);
       at = at.parent_path()) {
    if (at.empty()) return;
    if (!fs::is_symlink(at, error)) continue;
    throw failure_with_hint(ErrorCode::kCannotCreate, "remove the link, or choose another path",
                            "cannot create '{}': '{}' is a link to nothing", path.string(),
                            at.string());
  }
}

/// @param wanted  what is to be made in the directory
void check_place(const fs::path& directory, const fs::path& wanted) {
  check_no_dead_link(directory);
  const fs::path place = nearest_existing(directory);
  std::error_code error;
  if (!fs::is_directory(place, error)) fail_to_create(wanted, error ? error.value() : ENOTDIR);
  if (::access(place.c_str(), W_OK | X_OK) != 0) fail_to_create(wanted, errno);
}

}  // namespace

void check_creatable(const fs::path& path) {
  check_place(directory_of(fs::absolute(path).lexically_normal()), path);
}

void check_directory_creatable(const fs::path& path) {
  check_creatable(path);
  check_no_dead_link(path);
  const fs::path name = path.lexically_normal().filename();
  if (name != "." && name != "..") return;
  throw failure_with_hint(ErrorCode::kCannotCreate, "name a directory within it",
                          "cannot create '{}': it is in use", path.string());
}

void check_file_creatable(const fs::path& path) {
  check_creatable(followed(path));
  if (!path.has_filename()) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "leave the slash out, or name a file in it",
                            "cannot create '{}': a file is to be written", path.string());
  }
  std::error_code absent;
  const fs::file_status status = fs::status(path, absent);
  if (!fs::exists(status) || fs::is_regular_file(status)) return;
  throw failure_with_hint(ErrorCode::kCannotCreate, "choose another path",
                          "cannot replace '{}': it is {}", path.string(),
                          fs::is_directory(status) ? "a directory" : "no regular file");
}

void check_file_output(const fs::path& path, bool force) {
  check_file_creatable(path);
  if (!base::exists(path) || force) return;
  throw failure_with_hint(ErrorCode::kCannotCreate, "pass --force to replace it",
                          "cannot create '{}': it is there", path.string());
}

void check_writable(const fs::path& directory) {
  check_place(directory, directory);
}

void check_nothing_foreign(const fs::path& directory, const std::set<std::string>& ours) {
  std::error_code error;
  for (fs::recursive_directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    const bool is_folder = entry->is_directory(ignored) && !entry->is_symlink(ignored);
    const std::string name = entry->path().lexically_relative(directory).string();
    if (is_folder || ours.contains(name)) continue;
    throw failure_with_hint(ErrorCode::kCannotCreate, "move the file away, or choose another path",
                            "cannot replace '{}': maas did not write '{}'", directory.string(),
                            name);
  }
  if (error) fail_to_read(directory, error.value());
}

}  // namespace maas::base
