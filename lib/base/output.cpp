#include "base/output.h"

#include <cerrno>
#include <system_error>

#include <unistd.h>

#include "base/files.h"
#include "base/posix.h"
#include "maas/error.h"

namespace maas::base {

namespace fs = std::filesystem;

void check_creatable(const fs::path& path) {
  std::error_code error;
  fs::path above = directory_of(fs::absolute(path).lexically_normal());
  while (!fs::exists(above, error) && above.has_relative_path()) above = above.parent_path();
  if (!fs::is_directory(above, error)) fail_to_create(path, error ? error.value() : ENOTDIR);
  if (::access(above.c_str(), W_OK | X_OK) != 0) fail_to_create(path, errno);
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
