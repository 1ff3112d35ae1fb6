#pragma once

#include <cstdint>

namespace maas::base {

/// Returns the cores that this process may use: affinity and control-group quota, at least 1.
std::int64_t usable_cores();

}  // namespace maas::base
