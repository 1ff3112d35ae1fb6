#pragma once

#include "maas/catalog.h"

namespace maas::tasks {

/// The metrics of a task that tells classes apart, the headline first.
/// @param has_auc  whether the area under the ROC curve is among them
inline MetricSpecs classification_metrics(bool has_auc) {
  MetricSpecs metrics = {{.name = "acc", .is_shown = true}};
  if (has_auc) metrics.push_back({.name = "auc", .is_shown = true});
  metrics.push_back({.name = "loss", .larger_is_better = false, .is_shown = true});
  for (const char* const name : {"f1.macro", "precision.macro", "recall.macro", "top*",
                                 "precision[*]", "recall[*]", "f1[*]"}) {
    metrics.push_back({.name = name});
  }
  return metrics;
}

}  // namespace maas::tasks
