#include "pipelines/run/recorder.h"

#include <fmt/format.h>

#include "base/clock.h"

namespace maas::pipelines {

RunRecorder::RunRecorder(const store::RunDirectory& run, const Recipe& recipe)
    : run_(run),
      keep_(static_cast<std::size_t>(recipe.checkpoint.keep)),
      has_events_(recipe.log.tensorboard || !run.event_files().empty()) {}

void RunRecorder::continue_at(std::int64_t position, Progress& progress) {
  const auto expected = static_cast<std::uint64_t>(position);
  metrics_.emplace(run_.metrics(), expected);
  if (metrics_->size() < expected) {
    progress.warn(fmt::format("{}: {} bytes of it are lost, the curves have a gap",
                              run_.metrics().string(), expected - metrics_->size()));
  }
  const std::vector<MetricValue> so_far = read_metrics(run_.metrics());
  if (has_events_) events_.emplace(run_, so_far);
}

void RunRecorder::record(const std::string& split, const std::string& name, double value,
                         std::int64_t step, double epoch) {
  const MetricValue metric{.t = base::unix_time(),
                           .step = step,
                           .epoch = epoch,
                           .split = split,
                           .name = name,
                           .value = value};
  metrics_->write(metric_line(metric));
  if (events_) events_->add(metric);
}

std::int64_t RunRecorder::sync() {
  metrics_->sync();
  return static_cast<std::int64_t>(metrics_->size());
}

std::filesystem::path RunRecorder::checkpoint(std::int64_t step) const {
  return run_.checkpoint(step);
}

void RunRecorder::saved(std::int64_t) {
  run_.prune_checkpoints(keep_);
}

}  // namespace maas::pipelines
