#pragma once

#include <filesystem>

namespace maas::base {

/// Returns an unused name `.<name>.<pid>.<random>.part` beside `path`.
std::filesystem::path aside_name(const std::filesystem::path& path);

}  // namespace maas::base
