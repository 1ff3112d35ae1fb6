#pragma once

#include <cstdint>
#include <string_view>

namespace maas::formats {

/// Returns the CRC-32C (Castagnoli) of `bytes`, as RFC 3720 defines it.
std::uint32_t crc32c(std::string_view bytes);

}  // namespace maas::formats
