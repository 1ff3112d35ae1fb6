#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "maas/fields.h"
#include "maas/metric_spec.h"

namespace maas::tuning {

/// Stands for the task's headline by the validation split.
inline constexpr const char* kHeadline = "auto";

/// What trials are compared by.
struct Metric {
  std::string split;
  std::string name;
  bool larger_is_better = true;

  std::string text() const { return split + "." + name; }
  /// Whether `a` is better than `b`; a value that is not finite is worse than any other.
  bool better(double a, double b) const;
};

/// Reads `split.name`; `auto` stands for the task's headline by the validation split.
/// @param task  metrics of the task
/// @throws Error kUsage if it is not one of those that a run records while it trains
Metric parse_metric(const std::string& text, const MetricSpecs& task);

/// The metric at a moment of a training.
struct Measurement {
  double step = 0;
  double epoch = 0;
  double value = 0;
};

/// Returns a run's measurements in their order; a file that does not exist has none. A last line
/// that is still being written is left out.
/// @throws Error kIo
std::vector<Measurement> read_measurements(const std::filesystem::path& metrics,
                                           const Metric& metric);

/// How a run is judged: by its best measurement if it publishes the best weights, else by its last.
struct Judge {
  Metric metric;
  bool keeps_best = false;
  Span::Unit unit = Span::Unit::kEpoch;  ///< of the lengths below

  /// Returns what counts after all measurements; absent if there are none.
  std::optional<Measurement> at_end(const std::vector<Measurement>& measurements) const;

  /// Returns what counts after the first measurement at or behind `length`; absent before it.
  std::optional<Measurement> at(double length, const std::vector<Measurement>& measurements) const;
};

}  // namespace maas::tuning
