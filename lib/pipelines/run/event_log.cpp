#include "pipelines/run/event_log.h"

#include <fmt/format.h>

#include "base/clock.h"
#include "base/files.h"
#include "formats/tensorboard/events.h"

namespace maas::pipelines {
namespace {

std::string event_of(const MetricValue& metric) {
  return formats::scalar_event(metric.t, metric.step,
                               fmt::format("{}/{}", metric.split, metric.name),
                               static_cast<float>(metric.value));
}

/// Puts a new file in the place of those that are there, and returns its path.
std::filesystem::path begin_file(const store::RunDirectory& run,
                                 const std::vector<MetricValue>& so_far) {
  const double now = base::unix_time();
  std::string records = formats::event_file_start(now);
  for (const MetricValue& metric : so_far) records += event_of(metric);

  const std::vector<std::filesystem::path> earlier = run.event_files();
  const std::filesystem::path path = run.event_file(now);
  base::write_file(path, records);
  for (const std::filesystem::path& file : earlier) base::remove_at_once(file);
  return path;
}

}  // namespace

EventLog::EventLog(const store::RunDirectory& run, const std::vector<MetricValue>& so_far)
    : file_(begin_file(run, so_far)) {}

void EventLog::add(const MetricValue& metric) {
  file_.append(event_of(metric));
}

}  // namespace maas::pipelines
