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

/// Returns where the ASCII ends that begins at `at`.
std::size_t end_of_ascii(std::string_view text, std::size_t at = 0);

inline bool is_ascii(std::string_view text) {
  return end_of_ascii(text) == text.size();
}

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
