#include "store/run_directory.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <optional>

#include <fnmatch.h>

#include <fmt/format.h>

#include "maas/error.h"
#include "store/output.h"

namespace maas::store {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kCheckpointPrefix = "step-";
constexpr const char* kBrokenPrefix = "broken-";
constexpr const char* kCheckpoints = "checkpoints";
constexpr const char* kUse = "a run";

/// What a run consists of; everything else in its directory is foreign.
constexpr std::array<const char*, 8> kOurs = {
    "recipe.resolved.yaml", "manifest.json", "metrics.jsonl", "log.jsonl",
    "report.html",          kEventFiles,     kCheckpoints,    "model"};

/// Returns the step of a directory named as a checkpoint's.
std::optional<std::int64_t> step_of(const std::string& name) {
  if (!name.starts_with(kCheckpointPrefix)) return std::nullopt;
  std::int64_t step = 0;
  const char* const end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data() + kCheckpointPrefix.size(), end, step);
  return error == std::errc{} && stop == end ? std::optional(step) : std::nullopt;
}

}  // namespace

fs::path RunPaths::event_file(double time) const {
  return path_ / fmt::format("events.out.tfevents.{:.6f}", time);
}

std::vector<fs::path> RunPaths::event_files() const {
  std::vector<fs::path> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(path_)) {
    const fs::path& path = entry.path();
    if (fnmatch(kEventFiles, path.filename().c_str(), 0) == 0) found.push_back(path);
  }
  std::ranges::sort(found);
  return found;
}

fs::path RunPaths::checkpoint(std::int64_t step) const {
  return path_ / kCheckpoints / fmt::format("{}{:06}", kCheckpointPrefix, step);
}

std::vector<CheckpointEntry> RunPaths::checkpoints() const {
  std::vector<CheckpointEntry> found;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(path_ / kCheckpoints, error)) {
    const auto step = step_of(entry.path().filename().string());
    if (step && entry.is_directory(error)) found.push_back({*step, entry.path()});
  }
  std::ranges::sort(found, std::ranges::greater{}, &CheckpointEntry::step);
  return found;
}

void RunPaths::check_usable(bool starts_over) const {
  check_claimable(path_, kUse);
  if (starts_over) check_clearable(path_, kOurs);
}

RunDirectory::RunDirectory(const fs::path& path)
    : RunPaths(path), lock_(claim_directory(path, kUse)) {
  base::sweep_leftovers(path);
  base::make_directories(path / kCheckpoints);
  base::sweep_leftovers(path / kCheckpoints);
}

void RunDirectory::prune_checkpoints(std::size_t keep) const {
  const std::vector<CheckpointEntry> all = checkpoints();
  for (std::size_t i = keep; i < all.size(); ++i) base::remove_at_once(all[i].path);
}

fs::path RunDirectory::set_aside(const CheckpointEntry& checkpoint) const {
  const fs::path free = kBrokenPrefix + checkpoint.path.filename().string();
  fs::path aside = checkpoint.path.parent_path() / free;
  for (int copy = 2; base::exists(aside); ++copy) {
    aside.replace_filename(fmt::format("{}.{}", free.string(), copy));
  }
  if (::rename(checkpoint.path.c_str(), aside.c_str()) != 0) base::fail_to_create(aside, errno);
  return aside;
}

void RunDirectory::clear() const {
  clear_directory(path(), kOurs);
  base::make_directories(path() / kCheckpoints);
}

}  // namespace maas::store
