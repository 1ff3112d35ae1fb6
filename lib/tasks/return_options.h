#pragma once

#include "maas/metric_spec.h"

namespace maas::tasks {

/// The metrics of tasks that act in environments: `return`, the mean sum of an episode's rewards;
/// the least and the most of them; `length`, the mean number of steps.
inline MetricSpecs return_metrics() {
  return {{.name = "return", .is_shown = true},
          {.name = "return_min", .is_shown = true},
          {.name = "return_max"},
          {.name = "length"}};
}

}  // namespace maas::tasks
