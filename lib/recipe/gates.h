#pragma once

#include <map>
#include <string>
#include <vector>

#include "maas/error.h"
#include "maas/gate.h"
#include "recipe/gate.h"

namespace maas::recipe {

/// Checks, before the work, that gates name metrics that will be there.
///
/// @param split  what a gate means that names no split
/// @param known  metrics by full name, as `test.acc`
/// @throws Error `code` if there is no such metric; the hint suggests one
void check_gates(const std::vector<Gate>& gates, const std::string& split,
                 const std::vector<std::string>& known, ErrorCode code);

/// Compares metrics with limits.
///
/// @param metrics  by full name; those of checked gates are among them where they are finite
/// @throws Error kFailed if a gate's metric is not finite
std::vector<GateResult> apply_gates(const std::vector<Gate>& gates, const std::string& split,
                                    const std::map<std::string, double>& metrics);

/// Returns what to write instead of a metric that is not among `known`, or nothing.
/// @param split  `test.` or the like, which begins the known names; may be empty
std::string metric_hint(const std::string& split, const std::string& metric,
                        const std::vector<std::string>& known);

/// Returns names of metrics under their full names, `test.acc` for `acc`.
std::vector<std::string> with_split(const std::string& split,
                                    const std::vector<std::string>& names);

/// Returns what belongs to metrics under their full names.
template <class Value>
std::map<std::string, Value> with_split(const std::string& split,
                                        const std::map<std::string, Value>& metrics) {
  std::map<std::string, Value> full;
  for (const auto& [name, value] : metrics) full[split + "." + name] = value;
  return full;
}

}  // namespace maas::recipe
