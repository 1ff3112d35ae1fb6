#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "base/aside.h"
#include "base/files.h"
#include "maas/error.h"

namespace maas::base {

namespace fs = std::filesystem;

bool exists(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

std::vector<fs::path> sorted_entries(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> entries;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (!entry.path().filename().string().starts_with('.')) entries.push_back(entry.path());
  }
  if (error) fail(ErrorCode::kNotFound, "{}: {}", folder.string(), error.message());
  std::sort(entries.begin(), entries.end());
  return entries;
}

bool is_empty_directory(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error) && fs::is_empty(path, error) && !error;
}

void make_directories(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) fail_to_create(path, error.value());
  if (!fs::is_directory(path, error)) fail_to_create(path, ENOTDIR);
}

void remove_at_once(const fs::path& path) {
  const fs::path aside = aside_name(path);
  if (::rename(path.c_str(), aside.c_str()) != 0) {
    if (errno == ENOENT) return;
    fail(ErrorCode::kCannotCreate, "cannot remove '{}': {}", path.string(),
         std::generic_category().message(errno));
  }
  std::error_code swept_later;
  fs::remove_all(aside, swept_later);
}

bool stays_below(const fs::path& path) {
  if (path.empty() || path.is_absolute()) return false;
  for (const fs::path& part : path) {
    if (part == "..") return false;
  }
  return true;
}

std::string name_of_directory(const fs::path& path) {
  std::error_code error;
  const fs::path named = path.has_filename() ? path : path.parent_path();
  const fs::path whole = fs::weakly_canonical(named, error);
  return (error ? named : whole).filename().string();
}

}  // namespace maas::base
