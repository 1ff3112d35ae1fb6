#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/files.h"

namespace maas::store {

/// A checkpoint of a run.
struct CheckpointEntry {
  std::int64_t step = 0;
  std::filesystem::path path;
};

/// The names of the event files for TensorBoard, as a shell pattern.
inline constexpr const char* kEventFiles = "events.out.tfevents.*";

/// Where the files of a run lie. Nothing is made or changed.
class RunPaths {
 public:
  explicit RunPaths(std::filesystem::path path) : path_(std::move(path)) {}

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path recipe() const { return path_ / "recipe.resolved.yaml"; }
  std::filesystem::path manifest() const { return path_ / "manifest.json"; }
  std::filesystem::path metrics() const { return path_ / "metrics.jsonl"; }
  std::filesystem::path log() const { return path_ / "log.jsonl"; }
  std::filesystem::path report() const { return path_ / "report.html"; }
  std::filesystem::path model() const { return path_ / "model"; }

  /// Where the event file for TensorBoard of an invocation goes that began at a time.
  /// @param time  seconds since 1970
  std::filesystem::path event_file(double time) const;

  /// Returns the event files that are there, oldest first.
  std::vector<std::filesystem::path> event_files() const;

  /// Where the checkpoint of a step goes: `checkpoints/step-NNNNNN`.
  std::filesystem::path checkpoint(std::int64_t step) const;

  /// Returns the checkpoints, newest first. They have appeared whole; what has become of them since
  /// shows when they are read.
  std::vector<CheckpointEntry> checkpoints() const;

  /// Makes sure that a run may be written there, and that one may start over if it is to.
  /// @throws Error kBusy if a process holds it; kCannotCreate if there is something that maas did
  ///   not write, or if the path may not be written
  void check_usable(bool starts_over) const;

 private:
  std::filesystem::path path_;
};

/// A run directory, held by one process at a time.
class RunDirectory : public RunPaths {
 public:
  /// Opens a run directory, or makes one; the marker, which is also the lock, is written first.
  /// What a killed process left half-written is removed.
  /// @throws Error kBusy if another process holds it; kCannotCreate if the path holds something
  ///   that maas did not write, or may not be written
  explicit RunDirectory(const std::filesystem::path& path);

  /// Removes all but the `keep` newest checkpoints.
  /// @throws Error kCannotCreate if one may not be removed
  void prune_checkpoints(std::size_t keep) const;

  /// Renames a checkpoint that cannot be read, so that it is neither listed nor removed.
  /// @return where it lies now: `checkpoints/broken-step-NNNNNN`, with a number if there is one
  /// @throws Error kCannotCreate, kIo
  std::filesystem::path set_aside(const CheckpointEntry& checkpoint) const;

  /// Removes everything but the marker, for a run that starts over.
  /// @throws Error kCannotCreate if there is something that maas did not write; nothing is removed
  void clear() const;

 private:
  base::FileLock lock_;
};

}  // namespace maas::store
