#include "base/disk.h"

#include <system_error>

#include "base/files.h"

namespace maas::base {

namespace fs = std::filesystem;

fs::path nearest_existing(const fs::path& path) {
  fs::path at = fs::absolute(path).lexically_normal();
  while (!base::exists(at) && at.has_relative_path()) at = at.parent_path();
  return at;
}

std::int64_t free_disk_bytes(const fs::path& path) {
  std::error_code unknown;
  const fs::space_info space = fs::space(nearest_existing(path), unknown);
  return unknown ? 0 : static_cast<std::int64_t>(space.available);
}

}  // namespace maas::base
