#include "tensor/memory_meter.h"

#include <algorithm>

#include <c10/core/Allocator.h>

namespace maas::tensor {

/// LibTorch's allocator reports to the profiler of the thread, whose place this takes.
struct MemoryMeter::Counter final : c10::MemoryReportingInfoBase {
  void reportMemoryUsage(void*, std::int64_t change, std::size_t, std::size_t,
                         c10::Device) override {
    live += change;
    peak = std::max(peak, live);
  }
  bool memoryProfilingEnabled() const override { return true; }

  std::int64_t live = 0;
  std::int64_t peak = 0;
};

MemoryMeter::MemoryMeter()
    : counter_(std::make_shared<Counter>()), guard_(c10::DebugInfoKind::PROFILER_STATE, counter_) {}

MemoryMeter::~MemoryMeter() = default;

std::int64_t MemoryMeter::live() const {
  return counter_->live;
}

std::int64_t MemoryMeter::peak() const {
  return counter_->peak;
}

}  // namespace maas::tensor
