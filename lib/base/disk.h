#pragma once

#include <cstdint>
#include <filesystem>

namespace maas::base {

/// Returns the bytes that may be written at a path, which need not exist yet.
std::int64_t free_disk_bytes(const std::filesystem::path& path);

/// Returns the path itself, or the nearest one above it that is there.
std::filesystem::path nearest_existing(const std::filesystem::path& path);

}  // namespace maas::base
