#pragma once

#include <cstdint>
#include <filesystem>

namespace maas::base {

/// Returns the cores that this process may use, at least 1: by its affinity and by the CPU quota of
/// its control group and of those around it (cgroup v2 and v1), a part of a core counted as one.
///
/// @param root  where /proc and /sys are
std::int64_t usable_cores(const std::filesystem::path& root = "/");

}  // namespace maas::base
