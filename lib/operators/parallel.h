#pragma once

#include <cstdint>
#include <functional>

namespace maas::operators {

/// Elements of simple arithmetic that are worth a thread.
inline constexpr int64_t kElementsPerThread = 1 << 14;

/// Calls `item` with 0 .. count-1, on the threads that LibTorch's own operators use.
///
/// Each thread gets one contiguous range of equal length, of at least `grain` items. An exception
/// from an item is rethrown.
void parallel_for(int64_t count, int64_t grain, const std::function<void(int64_t)>& item);

}  // namespace maas::operators
