#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

namespace maas::data {

/// A value for each of some indices, worked out once. Thread-safe.
template <class Value>
class Memo {
 public:
  explicit Memo(std::size_t size) : slots_(size) {}

  /// Returns the value at `index`, which `compute` gives the first time; what it throws is thrown,
  /// and it is asked again the next time.
  template <class Compute>
  const Value& get(std::int64_t index, const Compute& compute) const {
    Slot& slot = slots_[static_cast<std::size_t>(index)];
    std::call_once(slot.once, [&] { slot.value = compute(); });
    return slot.value;
  }

 private:
  struct Slot {
    std::once_flag once;
    Value value{};
  };

  mutable std::vector<Slot> slots_;
};

}  // namespace maas::data
