#include "training/checkpoint_writer.h"

#include <chrono>
#include <system_error>

#include <ATen/ops/zeros.h>

#include "base/memory.h"

namespace maas::training {
namespace {

/// Tensors of the same shapes whose memory is there: a page that is touched first while the
/// training waits would cost it more than the copying.
tensor::NamedTensors room_for(const tensor::NamedTensors& tensors) {
  tensor::NamedTensors room;
  for (const auto& [name, tensor] : tensors) {
    room.emplace_back(name, at::zeros(tensor.sizes(), tensor.scalar_type()).fill_(1));
  }
  return room;
}

}  // namespace

bool fits_beside(std::int64_t bytes) {
  return 2 * bytes <= base::memory_limit().bytes - base::resident_bytes();
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
  complete_ = state.step;
}

void CheckpointWriter::write_beside(const std::filesystem::path& directory,
                                    const Snapshot& snapshot, const State& state) {
  if (room_.valid()) take_room();
  if (!copy_) return write(directory, snapshot, state);
  copy(snapshot, state.best.step);
  written_step_ = state.step;
  try {
    writing_ = std::async(std::launch::async, [this, directory, state] {
      return save_checkpoint(directory, *copy_, state, best_);
    });
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

std::optional<std::int64_t> CheckpointWriter::await() {
  if (writing_.valid()) {
    best_ = writing_.get();
    complete_ = written_step_;
  }
  return std::exchange(complete_, std::nullopt);
}

std::optional<std::int64_t> CheckpointWriter::poll() {
  using std::chrono::seconds;
  const bool is_writing =
      writing_.valid() && writing_.wait_for(seconds(0)) != std::future_status::ready;
  return is_writing ? std::nullopt : await();
}

}  // namespace maas::training
