#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace maas::pipelines {

/// A value of a metric at a moment of a run: a line of its `metrics.jsonl`.
struct MetricValue {
  double t = 0;  ///< seconds since 1970
  std::int64_t step = 0;
  double epoch = 0;
  std::string split;
  std::string name;
  double value = 0;
};

std::string metric_line(const MetricValue& metric);

/// Returns the values that a run has recorded, in order.
/// @throws Error kInvalidData naming the line that is none; kIo
std::vector<MetricValue> read_metrics(const std::filesystem::path& path);

}  // namespace maas::pipelines
