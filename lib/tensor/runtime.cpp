#include "tensor/runtime.h"

#include <sched.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include <ATen/Context.h>
#include <ATen/Parallel.h>

#include "base/strings.h"
#include "maas/error.h"

namespace maas::tensor {
namespace {

/// Cores by the control group's CPU quota (cgroup v2), or a large number without one.
double quota_cores() {
  std::ifstream file("/sys/fs/cgroup/cpu.max");
  std::string quota;
  double period = 0;
  double amount = 0;
  if (!(file >> quota >> period) || !base::parse_number(quota, amount) || period <= 0) return 1e9;
  return amount / period;
}

}  // namespace

at::Device device_of(const std::string& name) {
  if (name == "cpu") return at::Device(at::kCPU);
  const bool is_cuda = name == "cuda" || name.rfind("cuda:", 0) == 0;
  if (!is_cuda) {
    throw failure_with_hint(ErrorCode::kUsage, "write cpu", "unknown device '{}'", name);
  }
  throw failure_with_hint(ErrorCode::kDevice, "run on cpu",
                          "device '{}' is not available: this command runs on the CPU", name);
}

std::int64_t usable_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  const int affine = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
  return std::max<std::int64_t>(
      1, static_cast<std::int64_t>(std::min<double>(affine, std::ceil(quota_cores()))));
}

std::int64_t set_compute_threads(std::optional<std::int64_t> threads) {
  const std::int64_t count = threads.value_or(usable_cores());
  at::set_num_threads(static_cast<int>(count));
  return count;
}

std::int64_t compute_threads() {
  return at::get_num_threads();
}

void seed_everything(std::uint64_t seed) {
  at::Generator generator = at::globalContext().defaultGenerator(at::kCPU);
  generator.set_current_seed(seed);
}

}  // namespace maas::tensor
