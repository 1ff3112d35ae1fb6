#pragma once

#include <string>

namespace maas::base {

/// Returns what tells builds of the library that holds this code apart: the beginning of the build
/// id that the linker has made of its content, 12 hexadecimal digits; nothing if it has none.
std::string build_id();

}  // namespace maas::base
