#include "recipe/gates.h"

#include <algorithm>
#include <cmath>

#include "base/strings.h"
#include "maas/metric_name.h"

namespace maas::recipe {
namespace {

/// Returns `test.` for a gate of the test split.
std::string prefix_of(const Gate& gate, const std::string& split) {
  return (gate.split.empty() ? split : gate.split) + ".";
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

std::string metric_hint(const std::string& split, const std::string& metric,
                        const std::vector<std::string>& known) {
  const std::string of_class = with_brackets(metric);
  if (contains(known, split + of_class)) return "write " + of_class;
  return base::did_you_mean(split + metric, known);
}

void check_gates(const std::vector<Gate>& gates, const std::string& split,
                 const std::vector<std::string>& known, ErrorCode code) {
  for (const Gate& gate : gates) {
    const std::string prefix = prefix_of(gate, split);
    if (contains(known, prefix + gate.metric)) continue;
    throw failure_with_hint(code, metric_hint(prefix, gate.metric, known),
                            "gate '{}': there is no metric '{}'", gate.text(),
                            prefix + gate.metric);
  }
}

std::vector<GateResult> apply_gates(const std::vector<Gate>& gates, const std::string& split,
                                    const std::map<std::string, double>& metrics) {
  std::vector<GateResult> results;
  for (const Gate& gate : gates) {
    const auto found = metrics.find(prefix_of(gate, split) + gate.metric);
    if (found == metrics.end() || !std::isfinite(found->second)) {
      fail(ErrorCode::kFailed, "gate '{}': the metric is not finite", gate.text());
    }
    results.push_back({gate.text(), found->second, gate.met(found->second)});
  }
  return results;
}

std::vector<std::string> with_split(const std::string& split,
                                    const std::vector<std::string>& names) {
  std::vector<std::string> full;
  for (const std::string& name : names) full.push_back(split + "." + name);
  return full;
}

}  // namespace maas::recipe
