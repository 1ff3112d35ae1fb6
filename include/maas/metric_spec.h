#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace maas {

/// A metric, as the card of its task lists it.
struct MetricSpec {
  std::string name;  ///< `*` stands for an option's value or a class: "top*", "f1[*]"
  bool larger_is_better = true;
  bool is_shown = false;  ///< where there is room for few: while training, in tables and reports

  bool matches(std::string_view metric) const;
};

/// The metrics of a task. The first is its headline: what models are compared and chosen by.
using MetricSpecs = std::vector<MetricSpec>;

/// Returns the specification of a metric, or null if the task has no such metric.
const MetricSpec* find_metric(const MetricSpecs& specs, std::string_view metric);

/// Returns the names of the metrics that are shown, in the order of the card.
std::vector<std::string> shown_metrics(const MetricSpecs& specs);

}  // namespace maas
