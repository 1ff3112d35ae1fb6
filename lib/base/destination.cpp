#include "base/destination.h"

#include <cstdlib>
#include <system_error>

namespace maas::base {
namespace {

namespace fs = std::filesystem;

fs::path folder_for_temporary_files() {
  const char* const named = std::getenv("TMPDIR");
  return named != nullptr && *named != 0 ? named : "/tmp";
}

}  // namespace

Destination::Destination(const fs::path& output, bool dry_run) : path_(output) {
  if (!dry_run) return;
  const fs::path folder = folder_for_temporary_files();
  sweep_leftovers(folder);
  temporary_.emplace(folder / "maas-dry-run");
  std::error_code ignored;
  fs::permissions(temporary_->staging(), fs::perms::owner_all, ignored);
  path_ = temporary_->staging() / name_of_directory(output);
}

}  // namespace maas::base
