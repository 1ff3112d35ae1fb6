#include "pipelines/gates.h"

#include <algorithm>
#include <cmath>

#include "base/strings.h"

namespace maas::pipelines {
namespace {

std::string full_name(const recipe::Gate& gate, const std::string& split) {
  return (gate.split.empty() ? split : gate.split) + "." + gate.metric;
}

}  // namespace

void check_gates(const std::vector<recipe::Gate>& gates, const std::string& split,
                 const std::vector<std::string>& known, ErrorCode code) {
  for (const recipe::Gate& gate : gates) {
    const std::string name = full_name(gate, split);
    if (std::ranges::find(known, name) != known.end()) continue;
    throw failure_with_hint(code, base::did_you_mean(name, known),
                            "gate '{}': there is no metric '{}'", gate.text(), name);
  }
}

std::vector<GateResult> apply_gates(const std::vector<recipe::Gate>& gates,
                                    const std::string& split,
                                    const std::map<std::string, double>& metrics) {
  std::vector<GateResult> results;
  for (const recipe::Gate& gate : gates) {
    const auto found = metrics.find(full_name(gate, split));
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

}  // namespace maas::pipelines
