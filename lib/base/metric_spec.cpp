#include "maas/metric_spec.h"

#include <algorithm>

namespace maas {

bool MetricSpec::matches(std::string_view metric) const {
  const std::string_view pattern = name;
  const std::size_t star = pattern.find('*');
  if (star == pattern.npos) return pattern == metric;
  return metric.size() >= pattern.size() && metric.starts_with(pattern.substr(0, star)) &&
         metric.ends_with(pattern.substr(star + 1));
}

const MetricSpec* find_metric(const MetricSpecs& specs, std::string_view metric) {
  const auto found =
      std::ranges::find_if(specs, [&](const MetricSpec& spec) { return spec.matches(metric); });
  return found == specs.end() ? nullptr : &*found;
}

std::vector<std::string> shown_metrics(const MetricSpecs& specs) {
  std::vector<std::string> names;
  for (const MetricSpec& spec : specs) {
    if (spec.is_shown) names.push_back(spec.name);
  }
  return names;
}

}  // namespace maas
