#include "training/checkpoint_writer.h"

#include <chrono>
#include <system_error>

#include <ATen/ops/empty.h>

#include "base/memory.h"

namespace maas::training {
namespace {

/// Tensors of the same shapes whose memory is there: a page that is touched first while the
/// training waits would cost it more than the copying.
tensor::NamedTensors room_for(const tensor::NamedTensors& tensors) {
  tensor::NamedTensors room;
  for (const auto& [name, tensor] : tensors) {
    room.emplace_back(name, at::empty(tensor.sizes(), tensor.scalar_type()).zero_());
  }
  return room;
}

}  // namespace

bool fits_beside(std::int64_t bytes) {
  return 2 * bytes <= base::memory_limit().bytes - base::peak_resident_bytes();
}

void CheckpointWriter::make_room(const Snapshot& snapshot) {
  if (!fits_beside(snapshot.bytes())) return;
  try {
    room_ = std::async(std::launch::async, [shapes = snapshot] {
      return Snapshot{room_for(shapes.model), room_for(shapes.optimizer), room_for(shapes.best)};
    });
  } catch (const std::system_error&) {
    // No thread is to be had: everything is written at once.
  }
}

void CheckpointWriter::write(const std::filesystem::path& directory, const Snapshot& snapshot,
                             const State& state) {
  best_ = save_checkpoint(directory, snapshot, state, best_);
  saved_(state.step);
}

void CheckpointWriter::write_beside(const std::filesystem::path& directory,
                                    const Snapshot& snapshot, const State& state) {
  if (room_.valid()) take_room();
  if (!copy_) return write(directory, snapshot, state);
  copy(snapshot, state.best.step);
  try {
    writing_ = std::async(std::launch::async,
                          [this, directory, state] { write(directory, *copy_, state); });
  } catch (const std::system_error&) {
    write(directory, snapshot, state);
  }
}

void CheckpointWriter::take_room() {
  try {
    copy_ = room_.get();
  } catch (const std::exception&) {
    // The memory is not to be had after all.
  }
}

void CheckpointWriter::copy(const Snapshot& from, std::int64_t best_step) {
  tensor::copy_values(from.model, copy_->model);
  tensor::copy_values(from.optimizer, copy_->optimizer);
  if (copied_best_ == best_step) return;
  tensor::copy_values(from.best, copy_->best);
  copied_best_ = best_step;
}

void CheckpointWriter::await() {
  if (writing_.valid()) writing_.get();
}

void CheckpointWriter::settle() noexcept {
  try {
    await();
  } catch (const std::exception&) {
    // What has failed first is told of.
  }
}

void CheckpointWriter::poll() {
  using std::chrono::seconds;
  const bool has_ended =
      writing_.valid() && writing_.wait_for(seconds(0)) == std::future_status::ready;
  if (has_ended) writing_.get();
}

}  // namespace maas::training
