#include "store/output.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <fnmatch.h>

#include "base/files.h"
#include "base/output.h"
#include "maas/error.h"
#include "store/model_manifest.h"

namespace maas::store {

namespace fs = std::filesystem;

namespace {

/// The files of the model that is to be replaced.
std::set<std::string> files_in_the_way(const fs::path& path) {
  std::set<std::string> files = {kModelManifest};
  try {
    for (const auto& [name, record] : read_model_manifest(path).files) files.insert(name);
  } catch (const Error& error) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "choose another path",
                            "cannot replace '{}': {}", path.string(), error.what());
  }
  return files;
}

/// Returns what is at `path`, or nothing if a model may be published there.
std::string_view obstacle(const fs::path& path) {
  if (!base::exists(path) || base::is_empty_directory(path)) return "";
  if (base::exists(path / kModelManifest)) return "";
  return base::exists(path / kMarker) ? "a run is there" : "it is there, and maas did not write it";
}

void check_not_foreign(const fs::path& path, std::string_view use) {
  const bool is_there = base::exists(path);
  if (is_there && !base::is_empty_directory(path) && !base::exists(path / kMarker)) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "choose another directory",
                            "cannot use '{}' for {}: it is not empty and maas did not write it",
                            path.string(), use);
  }
}

/// Returns what is to be removed.
std::vector<fs::path> clearable_entries(const fs::path& path, std::span<const char* const> ours) {
  std::vector<fs::path> old;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(path, error)) {
    const std::string name = entry.path().filename().string();
    if (name == kMarker) continue;
    const auto is_name = [&](const char* pattern) {
      return fnmatch(pattern, name.c_str(), 0) == 0;
    };
    if (std::ranges::none_of(ours, is_name)) {
      throw failure_with_hint(
          ErrorCode::kCannotCreate, "move the file away, or choose another directory",
          "cannot start over in '{}': maas did not write '{}'", path.string(), name);
    }
    old.push_back(entry.path());
  }
  if (error) base::fail_to_read(path, error.value());
  return old;
}

}  // namespace

void check_claimable(const fs::path& path, std::string_view use) {
  check_not_foreign(path, use);
  base::check_writable(path);
  base::FileLock::check_free(path / kMarker);
}

fs::path claim_directory(const fs::path& path, std::string_view use) {
  check_not_foreign(path, use);
  base::make_directories(path);
  return path / kMarker;
}

void clear_directory(const fs::path& path, std::span<const char* const> ours) {
  for (const fs::path& entry : clearable_entries(path, ours)) base::remove_at_once(entry);
}

void check_clearable(const fs::path& path, std::span<const char* const> ours) {
  clearable_entries(path, ours);
}

void check_not_replaced(const fs::path& source, const fs::path& output) {
  std::error_code absent;
  const bool is_source = fs::equivalent(source, output, absent);
  const auto place = fs::weakly_canonical(output, absent);
  const bool is_of_run = place.filename() == "model" && base::exists(place.parent_path() / kMarker);
  if (!is_source && !is_of_run) return;
  throw failure_with_hint(ErrorCode::kCannotCreate, "choose another path",
                          "cannot replace '{}': {}", output.string(),
                          is_source ? "it is the model that is read" : "it is a run's own model");
}

void check_model_output(const fs::path& path, bool force) {
  base::check_directory_creatable(path);
  if (const std::string_view what = obstacle(path); !what.empty()) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "choose another path",
                            "cannot create '{}': {}", path.string(), what);
  }
  if (!base::exists(path / kModelManifest)) return;
  if (!force) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "pass --force to replace it",
                            "cannot create '{}': a model is there", path.string());
  }
  base::check_nothing_foreign(path, files_in_the_way(path));
}

}  // namespace maas::store
