#include <cstdio>
#include <filesystem>
#include <string>

#include <ATen/Parallel.h>
#include <ATen/ops/aminmax.h>
#include <ATen/ops/randn.h>

#include "base/clock.h"
#include "kernels/bench.h"
#include "training/checkpoint_writer.h"

namespace maas::training {
namespace {

namespace fs = std::filesystem;

constexpr int kRounds = 5;
constexpr std::int64_t kLayers = 20;
constexpr std::int64_t kWidth = 2040;  // 20 layers of 2040x2040 with Adam's two moments: 1.0 GB

tensor::NamedTensors layers(const std::string& prefix) {
  tensor::NamedTensors tensors;
  for (std::int64_t i = 0; i < kLayers; ++i) {
    tensors.emplace_back(prefix + std::to_string(i), at::randn({kWidth, kWidth}));
  }
  return tensors;
}

Snapshot state_of_adam() {
  Snapshot snapshot{.model = layers("weight"), .optimizer = layers("mean"), .best = {}};
  for (auto& tensor : layers("square")) snapshot.optimizer.push_back(std::move(tensor));
  return snapshot;
}

/// What the loop does before it saves.
void look_at_weights(const Snapshot& snapshot) {
  for (const auto& [name, weight] : snapshot.model) at::aminmax(weight);
}

void run(const fs::path& directory) {
  const Snapshot snapshot = state_of_adam();
  CheckpointWriter writer;
  writer.make_room(snapshot);
  std::vector<double> beside;
  std::vector<double> at_once;
  for (std::int64_t step = 1; step <= kRounds; ++step) {
    const base::Stopwatch stop;
    look_at_weights(snapshot);
    writer.write_beside(directory / "beside", snapshot, {.step = step});
    beside.push_back(stop.seconds());
    writer.await();
    const base::Stopwatch whole;
    look_at_weights(snapshot);
    writer.write(directory / "at_once", snapshot, {.step = step});
    at_once.push_back(whole.seconds());
    writer.await();
  }
  const double ours = bench::median(beside);
  const double peer = bench::median(at_once);
  std::printf(
      R"({"bench":"training","case":"checkpoint/%.2f GB","ours":%.4f,"first":%.4f,"peer":%.4f,)"
      R"("peer_name":"written at once","unit":"s","ratio":%.2f,"threads":%d})"
      "\n",
      1e-9 * static_cast<double>(snapshot.bytes()), ours, beside.front(), peer, peer / ours,
      at::get_num_threads());
}

}  // namespace
}  // namespace maas::training

/// Prints for how long a checkpoint of 1 GB stops a training, with and without a copy.
/// @param argv  a directory on the disk to be measured
int main(int argc, char** argv) {
  const std::filesystem::path directory =
      std::filesystem::path(argc > 1 ? argv[1] : "/tmp") / "maas_checkpoint_bench";
  std::filesystem::create_directories(directory);
  maas::training::run(directory);
  std::filesystem::remove_all(directory);
}
