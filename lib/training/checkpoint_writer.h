#pragma once

#include <cstdint>
#include <filesystem>
#include <future>
#include <optional>

#include "training/checkpoint.h"

namespace maas::training {

/// Returns whether there is memory for a copy of so many bytes, and for as much again.
bool fits_beside(std::int64_t bytes);

/// Writes a training's checkpoints one after the other: at once, or from a copy beside the
/// training. Belongs to one thread.
class CheckpointWriter {
 public:
  CheckpointWriter() = default;
  CheckpointWriter(const CheckpointWriter&) = delete;
  CheckpointWriter& operator=(const CheckpointWriter&) = delete;
  /// Waits for what is being written.
  ~CheckpointWriter() = default;

  /// The training goes on from a checkpoint that holds this best.
  void continue_from(std::optional<WrittenBest> best) { best_ = std::move(best); }

  /// Makes room for copies of the snapshot, beside the training; without it, or without the memory,
  /// everything is written at once.
  void make_room(const Snapshot& snapshot);

  /// Writes a checkpoint; returns when it is complete.
  /// @throws Error as save_checkpoint
  void write(const std::filesystem::path& directory, const Snapshot& snapshot, const State& state);

  /// Copies the snapshot and returns; the copy is written meanwhile. Nothing may be being written.
  /// @throws Error as save_checkpoint, if it is written at once
  void write_beside(const std::filesystem::path& directory, const Snapshot& snapshot,
                    const State& state);

  /// Waits for what is being written, and returns the step of a checkpoint that has become complete
  /// since it was asked last.
  /// @throws Error as save_checkpoint
  std::optional<std::int64_t> await();

  /// Like `await`, but returns nothing while the checkpoint is being written.
  std::optional<std::int64_t> poll();

 private:
  void take_room();
  void copy(const Snapshot& from, std::int64_t best_step);

  std::optional<WrittenBest> best_;
  std::optional<std::int64_t> complete_;  ///< a step that nobody was told of
  std::int64_t written_step_ = 0;
  std::future<Snapshot> room_;  ///< tensors to copy into
  std::optional<Snapshot> copy_;
  std::int64_t copied_best_ = 0;  ///< step of the best that the copy holds; 0: none
  std::future<std::optional<WrittenBest>> writing_;  ///< the last: it ends before the others do
};

}  // namespace maas::training
