#pragma once

#include <string>
#include <string_view>

namespace maas::text::jinja {

/// Undoes the escapes of a text between quotes, as Python's `unicode-escape` does.
/// @param result  is appended to
/// @returns what is wrong, or null
const char* unescape(std::string_view written, std::string& result);

}  // namespace maas::text::jinja
