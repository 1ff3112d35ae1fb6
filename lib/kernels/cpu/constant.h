#pragma once

#include <cstdint>

namespace maas::kernels {

/// Calls `run.template operator()<n>()` with n = count, which is 1 .. kMost.
template <int64_t kMost, class Run>
[[gnu::always_inline]] inline void with_constant(int64_t count, Run run) {
  if constexpr (kMost == 1) {
    run.template operator()<1>();
  } else if (count == kMost) {
    run.template operator()<kMost>();
  } else {
    with_constant<kMost - 1>(count, run);
  }
}

}  // namespace maas::kernels
