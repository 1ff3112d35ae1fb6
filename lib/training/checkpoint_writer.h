#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <future>
#include <optional>

#include "training/checkpoint.h"

namespace maas::training {

/// Returns whether there is memory for a copy of so many bytes, and for as much again, beside the
/// most that the program has held.
bool fits_beside(std::int64_t bytes);

/// Writes a training's checkpoints one after the other: at once, or from a copy beside the
/// training. Belongs to one thread.
class CheckpointWriter {
 public:
  /// @param saved  is told of each checkpoint that is complete, on the thread that wrote it
  explicit CheckpointWriter(std::function<void(std::int64_t step)> saved = [](std::int64_t) {})
      : saved_(std::move(saved)) {}
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

  /// Waits for what is being written.
  /// @throws Error as save_checkpoint; what `saved` throws
  void await();

  /// The same, whatever becomes of it: something else has failed already.
  void settle() noexcept;

  /// Throws what writing beside the training has thrown, if it has ended.
  void poll();

 private:
  void take_room();
  void copy(const Snapshot& from, std::int64_t best_step);

  std::function<void(std::int64_t step)> saved_;
  std::optional<WrittenBest> best_;
  std::future<Snapshot> room_;  ///< tensors to copy into
  std::optional<Snapshot> copy_;
  std::int64_t copied_best_ = 0;  ///< step of the best that the copy holds; 0: none
  std::future<void> writing_;     ///< the last: it ends before the others do
};

}  // namespace maas::training
