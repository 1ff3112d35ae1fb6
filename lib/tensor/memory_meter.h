#pragma once

#include <cstdint>
#include <memory>

#include <c10/util/ThreadLocalDebugInfo.h>

namespace maas::tensor {

/// Counts the bytes of the CPU tensors that this thread makes and frees while the meter lives, in
/// forward and backward passes alike. Tensors from before must not be freed meanwhile.
class MemoryMeter {
 public:
  MemoryMeter();
  MemoryMeter(const MemoryMeter&) = delete;
  MemoryMeter& operator=(const MemoryMeter&) = delete;
  ~MemoryMeter();

  /// Bytes of those that are alive now.
  std::int64_t live() const;
  /// The most bytes that were alive at once.
  std::int64_t peak() const;

 private:
  struct Counter;
  std::shared_ptr<Counter> counter_;
  c10::DebugInfoGuard guard_;
};

}  // namespace maas::tensor
