#pragma once

#include <string>
#include <string_view>

namespace maas::base {

/// Returns bytes in base 64 as RFC 4648 defines it, with padding and without line breaks.
std::string base64(std::string_view bytes);

}  // namespace maas::base
