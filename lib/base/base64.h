#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace maas::base {

/// Returns bytes in base 64 as RFC 4648 defines it, with padding and without line breaks.
std::string base64(std::string_view bytes);

/// Returns the bytes that `text` stands for, or nothing if it is not base 64. Line breaks are
/// passed over, and the padding may be missing.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace maas::base
