#include "pipelines/run_recorder.h"

#include <chrono>

#include <nlohmann/json.hpp>

namespace maas::pipelines {

RunRecorder::RunRecorder(const store::RunDirectory& run, std::int64_t keep)
    : run_(run), keep_(static_cast<std::size_t>(keep)) {}

void RunRecorder::continue_at(std::int64_t position) {
  metrics_.emplace(run_.metrics(), static_cast<std::uint64_t>(position));
}

void RunRecorder::record(const std::string& split, const std::string& name, double value,
                         std::int64_t step, double epoch) {
  using namespace std::chrono;
  const double now = duration<double>(system_clock::now().time_since_epoch()).count();
  const nlohmann::ordered_json line = {{"t", now},       {"step", step}, {"epoch", epoch},
                                       {"split", split}, {"name", name}, {"value", value}};
  metrics_->write(line.dump());
}

std::int64_t RunRecorder::position() const {
  return static_cast<std::int64_t>(metrics_->size());
}

std::filesystem::path RunRecorder::checkpoint(std::int64_t step) const {
  return run_.checkpoint(step);
}

void RunRecorder::saved(std::int64_t) {
  run_.prune_checkpoints(keep_);
}

}  // namespace maas::pipelines
