#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace maas::base {

/// Bytes of memory that this process holds.
std::int64_t resident_bytes();

/// The most that it has held since its start, or since `restart_peak()`.
std::int64_t peak_resident_bytes();

/// Lets the peak begin anew at what is held now.
void restart_peak();

/// How much memory this process may hold.
struct MemoryLimit {
  std::int64_t bytes = 0;  ///< what it holds already included
  std::string source;      ///< what sets the limit, in words
};

/// Returns the tightest of: the machine's available memory, the limits of this process's control
/// group and those around it (cgroup v2 and v1), and the address space's limit (`ulimit -v`).
///
/// @param root  where /proc and /sys are
MemoryLimit memory_limit(const std::filesystem::path& root = "/");

}  // namespace maas::base
