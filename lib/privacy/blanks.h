#pragma once

#include <string>
#include <string_view>

namespace maas::privacy {

/// Returns text with blanks in the place of punctuation and spaces beyond ASCII, byte for byte, so
/// that places in it are places in `text`. Bytes that are no UTF-8 stay.
///
/// @param storage  what the result points into if it is not `text` itself
std::string_view with_blanks(std::string_view text, std::string& storage);

}  // namespace maas::privacy
