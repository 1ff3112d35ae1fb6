#include "pipelines/plan/memory_account.h"

#include <algorithm>

#include "base/strings.h"

namespace maas::pipelines {
namespace {

constexpr const char* kTraining = "training";

}  // namespace

void MemoryAccount::add_part(std::string part, std::int64_t bytes, std::string known) {
  memory_.parts.push_back({std::move(part), bytes, std::move(known)});
}

void MemoryAccount::add_phase(std::string phase, std::int64_t bytes) {
  memory_.phases.push_back({std::move(phase), bytes});
}

void MemoryAccount::lack(std::string phase, std::int64_t needed, std::string_view when,
                         std::string hint) {
  shortages_.push_back(
      {"memory",
       fmt::format("{} needs {} {}, {} allows {}", phase, base::human_bytes(needed), when,
                   limit_.source, base::human_bytes(limit_.bytes)),
       std::move(hint)});
  add_phase(std::move(phase), needed);
}

void MemoryAccount::lack(const Error& error, std::string hint) {
  shortages_.push_back({"memory", error.what(), std::move(hint)});
}

PlannedMemory MemoryAccount::finish() const {
  PlannedMemory memory = memory_;
  memory.limit = limit_.bytes;
  memory.limit_source = limit_.source;
  std::int64_t known = 0;
  for (const MemoryPart& part : memory.parts) known += part.bytes;
  for (const MemoryPhase& phase : memory.phases) {
    memory.peak = std::max(memory.peak, phase.bytes);
    if (phase.phase != kTraining) continue;
    const std::int64_t rest = std::max<std::int64_t>(0, phase.bytes - known);
    memory.parts.insert(memory.parts.begin(), {"program and LibTorch", rest, "measured"});
  }
  return memory;
}

}  // namespace maas::pipelines
