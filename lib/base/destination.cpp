#include "base/destination.h"

#include <cerrno>
#include <cstdlib>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/posix.h"
#include "maas/error.h"

namespace maas::base {
namespace {

namespace fs = std::filesystem;

/// A folder that nobody else may read, or put anything into. What dry runs that were killed have
/// left in it is removed.
fs::path make_private_folder() {
  const char* const named = std::getenv("TMPDIR");
  const fs::path parent = named != nullptr && *named != 0 ? named : "/tmp";
  fs::path folder = parent / fmt::format("maas-dry-run-{}", ::geteuid());
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) fail_to_create(folder, errno);
  struct stat about {};
  const bool is_ours = ::lstat(folder.c_str(), &about) == 0 && S_ISDIR(about.st_mode) &&
                       about.st_uid == ::geteuid() && (about.st_mode & 077) == 0;
  if (!is_ours) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "set TMPDIR to another folder",
                            "cannot use '{}': it is not this user's alone", folder.string());
  }
  sweep_leftovers(folder);
  return folder;
}

}  // namespace

Destination::Destination(const fs::path& output, bool dry_run) : path_(output) {
  if (!dry_run) return;
  private_ = make_private_folder();
  temporary_.emplace(private_ / "output");
  path_ = temporary_->staging() / name_of_directory(output);
}

Destination::~Destination() {
  temporary_.reset();
  if (!private_.empty()) ::rmdir(private_.c_str());
}

}  // namespace maas::base
