#pragma once

#include <string>
#include <string_view>

/// Names of metrics: `acc`, an average `f1.macro`, and of one class `f1[shirt]`. The brackets keep
/// classes and averages apart, whatever a class is called.
namespace maas {

inline std::string class_metric(std::string_view metric, std::string_view label) {
  return std::string(metric).append("[").append(label).append("]");
}

inline bool is_of_a_class(std::string_view metric) {
  return metric.find('[') != metric.npos;
}

/// Returns `f1[shirt]` for `f1.shirt`, as earlier versions wrote it; empty if it has no point.
inline std::string with_brackets(std::string_view metric) {
  const std::size_t point = metric.find('.');
  return point == metric.npos || is_of_a_class(metric.substr(0, point))
             ? std::string()
             : class_metric(metric.substr(0, point), metric.substr(point + 1));
}

}  // namespace maas
