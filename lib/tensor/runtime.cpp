#include "tensor/runtime.h"

#include <malloc.h>

#include <ATen/Context.h>
#include <ATen/Parallel.h>

#include "base/cores.h"
#include "maas/error.h"

namespace maas::tensor {

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
  return base::usable_cores();
}

std::int64_t set_compute_threads(std::optional<std::int64_t> threads) {
  const std::int64_t count = threads.value_or(usable_cores());
  at::set_num_threads(static_cast<int>(count));
  return count;
}

std::int64_t compute_threads() {
  return at::get_num_threads();
}

void keep_freed_memory() {
#ifdef __GLIBC__
  constexpr int kLargestFromHeap = 32 << 20;  // what the C library allows at most
  constexpr int kKept = 2147483647;
  mallopt(M_MMAP_THRESHOLD, kLargestFromHeap);
  mallopt(M_TRIM_THRESHOLD, kKept);
#endif
}

void seed_everything(std::uint64_t seed) {
  at::Generator generator = at::globalContext().defaultGenerator(at::kCPU);
  generator.set_current_seed(seed);
}

}  // namespace maas::tensor
