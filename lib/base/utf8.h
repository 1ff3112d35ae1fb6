#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Text in UTF-8 (RFC 3629).
namespace maas::base {

struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;  ///< bytes; 0: there is no valid one
};

/// Returns the code point at the front of `text`. NUL and nothing are none.
CodePoint first_code_point(std::string_view text);

/// Appends a code point, which must be valid.
void append_code_point(char32_t value, std::string& text);

/// Whether a code point is a letter, a digit, or a mark on one, in any script.
bool is_of_word(char32_t value);

/// Returns text with its letters in lower case, as far as one letter stands for another; bytes that
/// are no UTF-8 stay.
std::string case_folded(std::string_view text);

/// Returns the offset of the first byte that is NUL or not part of valid UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view text);

/// Returns the columns that a terminal takes for a line of text: none for combining marks, two for
/// ideographs and the like, one for the rest.
std::size_t columns_of(std::string_view text);

/// Returns the longest front of `text` that takes at most `columns`; at least one code point.
std::string_view front_of(std::string_view text, std::size_t columns);

/// What becomes of line feeds and tabs.
enum class Layout { kEscaped, kKept };

/// Returns text that does nothing to a terminal but stand there: control characters, marks of the
/// direction of writing and bytes that are no UTF-8 are written as `\x1b` or `\u202e`.
std::string printable(std::string_view text, Layout layout = Layout::kEscaped);

}  // namespace maas::base
