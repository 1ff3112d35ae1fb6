#pragma once

#include <map>
#include <string>
#include <vector>

#include "maas/metric_spec.h"

namespace maas::pipelines {

/// Says by which metrics a model is worse than what needs no training: the forecast of one season
/// before, the list of what most users like. Their metrics have the model's name behind their own,
/// as `naive_mase`.
std::vector<std::string> worse_than_plain(const MetricSpecs& specs,
                                          const std::map<std::string, double>& metrics);

}  // namespace maas::pipelines
