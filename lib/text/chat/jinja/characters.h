#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// Texts as Python sees them: rows of code points. Bytes that are no UTF-8 count as one each.
namespace maas::text::jinja {

/// Returns the bytes of the first code point of a text that is not empty.
std::size_t front_length(std::string_view text);

std::size_t count_of(std::string_view text);

/// Returns the offset of the code point `index`, or the end.
std::size_t offset_of(std::string_view text, std::size_t index);

std::u32string code_points(std::string_view text);

/// What `str.isspace` says of a code point.
bool is_space(char32_t value);

/// Returns the text without code points at its ends for which `drops` holds.
std::string_view stripped_front(std::string_view text, const std::function<bool(char32_t)>& drops);
std::string_view stripped_back(std::string_view text, const std::function<bool(char32_t)>& drops);

/// Returns the text without white space at its ends.
std::string_view stripped(std::string_view text);

/// `str.upper` and `str.lower`, one code point for one.
std::string uppered(std::string_view text);
std::string lowered_points(std::string_view text);

/// `str.capitalize` and `str.title`.
std::string capitalized(std::string_view text);
std::string titled(std::string_view text);

/// A line, without and with what ends it.
struct Line {
  std::string_view text;
  std::string_view with_end;
};

/// `str.splitlines`
std::vector<Line> lines_of(std::string_view text);

/// Whether all code points, at least one, are in a class of Unicode.
bool all_of(std::string_view text, const std::function<bool(char32_t)>& is);
bool is_letter(char32_t value);
bool is_digit(char32_t value);
/// `str.isupper` and `str.islower`.
bool is_upper(std::string_view text);
bool is_lower(std::string_view text);

}  // namespace maas::text::jinja
