#include "base/aside.h"

#include <cerrno>
#include <charconv>
#include <csignal>
#include <random>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "base/files.h"
#include "base/strings.h"

namespace maas::base {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kSuffix = "part";

/// Returns the process that made `path`, or 0 if it is no name of ours.
pid_t maker_of(const fs::path& path) {
  const std::vector<std::string> parts = split(path.filename().string(), '.');
  if (parts.size() < 5 || !parts.front().empty() || parts.back() != kSuffix) return 0;
  const std::string& text = parts[parts.size() - 3];
  pid_t pid = 0;
  const char* const end = text.data() + text.size();
  return std::from_chars(text.data(), end, pid).ptr == end ? pid : 0;
}

/// A process of another container is not seen here, but its lock is.
bool is_abandoned(const fs::path& path) {
  const pid_t maker = maker_of(path);
  if (maker <= 0 || ::kill(maker, 0) == 0 || errno != ESRCH) return false;
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  return file && ::flock(file.get(), LOCK_EX | LOCK_NB) == 0;
}

}  // namespace

fs::path aside_name(const fs::path& path) {
  const fs::path whole = path.has_filename() ? path : path.parent_path();
  static thread_local std::mt19937_64 numbers(std::random_device{}());
  return directory_of(whole) / fmt::format(".{}.{}.{:016x}.{}", whole.filename().string(),
                                           ::getpid(), numbers(), kSuffix);
}

fs::path followed(fs::path path) {
  constexpr int kMostLinks = 40;  // as the system has it
  std::error_code none;
  for (int links = 0; fs::is_symlink(path, none); ++links) {
    if (links == kMostLinks) fail_to_create(path, ELOOP);
    path = directory_of(path) / fs::read_symlink(path, none);
  }
  return path;
}

void sweep_leftovers(const fs::path& directory) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, error)) {
    if (is_abandoned(entry.path())) fs::remove_all(entry.path(), error);
  }
}

}  // namespace maas::base
