#include <unistd.h>

#include <fmt/format.h>

#include "base/cores.h"
#include "base/memory.h"
#include "base/proc.h"
#include "base/strings.h"
#include "doctor/checks.h"

namespace maas::cli {
namespace {

std::string instruction_sets() {
  std::vector<std::string> names;
  const auto note = [&](const char* name, bool is_there) {
    if (is_there) names.emplace_back(name);
  };
  note("avx2", __builtin_cpu_supports("avx2"));
  note("fma", __builtin_cpu_supports("fma"));
  note("avx512f", __builtin_cpu_supports("avx512f"));
  note("avx512bw", __builtin_cpu_supports("avx512bw"));
  note("avx512vl", __builtin_cpu_supports("avx512vl"));
  note("avx512vnni", __builtin_cpu_supports("avx512vnni"));
  note("avx512bf16", __builtin_cpu_supports("avx512bf16"));
  return base::join(names, " ");
}

Check processor() {
  const std::string model = base::proc_field("/proc/cpuinfo", "model name");
  return {"processor", "ok",
          fmt::format("{} ({})", model.empty() ? "unknown" : model, instruction_sets()), ""};
}

Check cores() {
  return {"cores", "ok",
          fmt::format("{} of {} usable", base::usable_cores(), sysconf(_SC_NPROCESSORS_ONLN)), ""};
}

Check memory() {
  const std::int64_t all = std::int64_t{sysconf(_SC_PHYS_PAGES)} * sysconf(_SC_PAGESIZE);
  const base::MemoryLimit usable = base::memory_limit();
  return {"memory", "ok",
          fmt::format("{}, {} usable: {}", base::human_bytes(all), base::human_bytes(usable.bytes),
                      usable.source),
          ""};
}

}  // namespace

std::vector<Check> machine_checks() {
  return {processor(), cores(), memory()};
}

}  // namespace maas::cli
