#pragma once

#include <cstddef>
#include <string_view>

namespace maas::recipe {

/// Returns the offset of the first byte that is NUL or not part of valid UTF-8 (RFC 3629), or npos.
std::size_t find_invalid_utf8(std::string_view text);

}  // namespace maas::recipe
