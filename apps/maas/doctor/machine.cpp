#include <sched.h>
#include <unistd.h>

#include <fstream>

#include <fmt/format.h>

#include "base/proc.h"
#include "base/strings.h"
#include "doctor/checks.h"

namespace maas::cli {
namespace {

constexpr double kKibibyte = 1024;

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
  cpu_set_t set;
  const int usable = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
  std::string finding = fmt::format("{} of {} usable", usable, sysconf(_SC_NPROCESSORS_ONLN));
  std::ifstream quota("/sys/fs/cgroup/cpu.max");
  double share = 0, period = 0;
  if (quota >> share >> period) {
    finding += fmt::format(", limited to the time of {}", base::shortest(share / period));
  }
  return {"cores", "ok", finding, ""};
}

Check memory() {
  const auto kibibytes = [](std::string_view key) {
    double number = 0;
    const std::string text = base::proc_field("/proc/meminfo", key);
    base::parse_number(text.substr(0, text.find(' ')), number);
    return base::human_bytes(number * kKibibyte);
  };
  std::string finding =
      fmt::format("{}, {} available", kibibytes("MemTotal"), kibibytes("MemAvailable"));
  double limit = 0;
  if (base::parse_number(base::first_word("/sys/fs/cgroup/memory.max"), limit)) {
    finding += fmt::format(", limited to {}", base::human_bytes(limit));
  }
  return {"memory", "ok", finding, ""};
}

}  // namespace

std::vector<Check> machine_checks() {
  return {processor(), cores(), memory()};
}

}  // namespace maas::cli
