#pragma once

#include <filesystem>

namespace maas::base {

/// Returns an unused name `.<name>.<pid>.<random>.part` beside `path`.
std::filesystem::path aside_name(const std::filesystem::path& path);

/// Returns what a link leads to in the end, whether there is something or not; any other path as it
/// is.
/// @throws Error kCannotCreate for links in a circle
std::filesystem::path followed(std::filesystem::path path);

}  // namespace maas::base
