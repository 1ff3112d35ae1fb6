#include "base/cores.h"

#include <sched.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>

#include "base/strings.h"

namespace maas::base {
namespace {

/// Cores by the control group's CPU quota (cgroup v2), or a large number without one.
double quota_cores() {
  std::ifstream file("/sys/fs/cgroup/cpu.max");
  std::string quota;
  double period = 0;
  double amount = 0;
  if (!(file >> quota >> period) || !parse_number(quota, amount) || period <= 0) return 1e9;
  return amount / period;
}

}  // namespace

std::int64_t usable_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  const int affine = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
  return std::max<std::int64_t>(
      1, static_cast<std::int64_t>(std::min<double>(affine, std::ceil(quota_cores()))));
}

}  // namespace maas::base
