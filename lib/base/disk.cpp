#include "base/disk.h"

#include <cerrno>
#include <system_error>

#include <unistd.h>

#include "base/files.h"
#include "base/posix.h"

namespace maas::base {

namespace fs = std::filesystem;

namespace {

/// The path itself, or the nearest one above it that is there.
fs::path nearest_existing(const fs::path& path) {
  fs::path at = fs::absolute(path).lexically_normal();
  while (!base::exists(at) && at.has_relative_path()) at = at.parent_path();
  return at;
}

}  // namespace

std::int64_t free_disk_bytes(const fs::path& path) {
  std::error_code unknown;
  const fs::space_info space = fs::space(nearest_existing(path), unknown);
  return unknown ? 0 : static_cast<std::int64_t>(space.available);
}

void check_writable(const fs::path& path) {
  const fs::path place = nearest_existing(path);
  if (!fs::is_directory(place)) fail_to_create(path, ENOTDIR);
  if (::access(place.c_str(), W_OK | X_OK) != 0) fail_to_create(path, errno);
}

}  // namespace maas::base
