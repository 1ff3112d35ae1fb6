#include "kernels/dispatch.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>

#include "maas/error.h"

namespace maas::kernels {
namespace {

constexpr Isa kAll[] = {Isa::kScalar, Isa::kAvx2, Isa::kAvx512};

bool supported(Isa isa) {
  switch (isa) {
    case Isa::kScalar:
      return true;
    case Isa::kAvx2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
             __builtin_cpu_supports("f16c");
    case Isa::kAvx512:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
             __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
             __builtin_cpu_supports("avx512vnni");
  }
  return false;
}

std::string available_names() {
  std::string names;
  for (Isa isa : available()) names.append(names.empty() ? "" : ", ").append(name_of(isa));
  return names;
}

std::atomic<Isa>& current() {
  static std::atomic<Isa> isa = [] {
    const char* wanted = std::getenv("MAAS_ISA");
    return isa_named(wanted == nullptr ? "" : wanted);
  }();
  return isa;
}

}  // namespace

std::string_view name_of(Isa isa) {
  constexpr std::string_view kNames[] = {"scalar", "avx2", "avx512"};
  return kNames[static_cast<int>(isa)];
}

const std::vector<Isa>& available() {
  static const std::vector<Isa> all = [] {
    std::vector<Isa> found;
    std::ranges::copy_if(kAll, std::back_inserter(found), supported);
    return found;
  }();
  return all;
}

Isa isa_named(std::string_view name) {
  if (name.empty()) return available().back();
  const auto found = std::ranges::find(available(), name, name_of);
  if (found == available().end()) {
    throw failure_with_hint(ErrorCode::kUsage, "set MAAS_ISA to one of: " + available_names(),
                            "this processor has no instruction set '{}'", name);
  }
  return *found;
}

Isa active() {
  return current().load(std::memory_order_relaxed);
}

ScopedIsa::ScopedIsa(Isa isa) : before_(active()) {
  current().store(isa, std::memory_order_relaxed);
}

ScopedIsa::~ScopedIsa() {
  current().store(before_, std::memory_order_relaxed);
}

}  // namespace maas::kernels
