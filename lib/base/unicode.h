#pragma once

#include <string>
#include <string_view>

/// What Unicode's tables say of text in UTF-8, whatever the user's locale.
namespace maas::base {

/// Returns text in form C, in which a letter and its accent are one code point where there is such
/// a one; bytes that are no UTF-8 stay.
std::string composed(std::string_view text);

/// Returns what all spellings of a text have in common (NFKC_Casefold): letters are in lower case
/// and composed, `ß` is `ss`, full-width characters and ligatures are plain ones, what is not seen
/// is left out. Bytes that are no UTF-8 stay.
std::string case_folded(std::string_view text);

}  // namespace maas::base
