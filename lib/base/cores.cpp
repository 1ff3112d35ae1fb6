#include "base/cores.h"

#include <sched.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <optional>
#include <string>

#include "base/control_groups.h"
#include "base/proc.h"
#include "base/strings.h"

namespace maas::base {
namespace {

/// The cores that a quota of time in each period amounts to; nothing without a quota: `max`, -1.
std::optional<double> cores_by(const std::string& quota, const std::string& period) {
  double time = 0;
  double each = 0;
  const bool is_limit = parse_number(quota, time) && parse_number(period, each);
  return is_limit && time > 0 && each > 0 ? std::optional(time / each) : std::nullopt;
}

std::optional<double> quota_of(const ControlGroup& group) {
  if (group.version == 1) {
    return cores_by(first_word(group.folder / "cpu.cfs_quota_us"),
                    first_word(group.folder / "cpu.cfs_period_us"));
  }
  std::ifstream file(group.folder / "cpu.max");
  std::string quota;
  std::string period;
  file >> quota >> period;
  return cores_by(quota, period);
}

}  // namespace

std::int64_t usable_cores(const std::filesystem::path& root) {
  cpu_set_t set;
  CPU_ZERO(&set);
  double cores = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
  for (const ControlGroup& group : control_groups("cpu", root)) {
    if (const auto quota = quota_of(group)) cores = std::min(cores, *quota);
  }
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(cores)));
}

}  // namespace maas::base
