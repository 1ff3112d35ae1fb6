#pragma once

#include <cstdint>
#include <filesystem>

namespace maas::base {

/// Returns the bytes that may be written at a path, which need not exist yet.
std::int64_t free_disk_bytes(const std::filesystem::path& path);

/// Makes sure that a path, which need not exist yet, could be made and written to; nothing is
/// written.
/// @throws Error kCannotCreate
void check_writable(const std::filesystem::path& path);

}  // namespace maas::base
