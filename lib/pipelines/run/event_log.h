#pragma once

#include <filesystem>
#include <vector>

#include "base/append.h"
#include "pipelines/run/metrics.h"
#include "store/run_directory.h"

namespace maas::pipelines {

/// A run's values as TensorBoard reads them: scalars `split/name` in one event file of the run
/// directory.
///
/// Each invocation begins a file of its own with all values that count so far: what was recorded
/// behind the checkpoint that it goes on from appears in no file, and an open TensorBoard forgets
/// it too.
class EventLog {
 public:
  /// Writes the values so far into a new file, and removes those of earlier invocations.
  /// @throws Error kCannotCreate, kIo
  EventLog(const store::RunDirectory& run, const std::vector<MetricValue>& so_far);

  /// @throws Error kIo
  void add(const MetricValue& metric);

 private:
  base::Appender file_;
};

}  // namespace maas::pipelines
