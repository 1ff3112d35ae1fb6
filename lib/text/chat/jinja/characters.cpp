#include "text/chat/jinja/characters.h"

#include <algorithm>

#include <utf8proc.h>

#include "base/utf8.h"

namespace maas::text::jinja {
namespace {

base::CodePoint front_of(std::string_view text) {
  const base::CodePoint point = base::first_code_point(text);
  return point.length == 0 ? base::CodePoint{static_cast<unsigned char>(text.front()), 1} : point;
}

base::CodePoint back_of(std::string_view text) {
  constexpr std::size_t kLongest = 4;
  for (std::size_t length = 1; length <= std::min(kLongest, text.size()); ++length) {
    const base::CodePoint point = base::first_code_point(text.substr(text.size() - length));
    if (point.length == length) return point;
  }
  return {static_cast<unsigned char>(text.back()), 1};
}

bool has_category(char32_t value, utf8proc_category_t first, utf8proc_category_t last) {
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(value));
  return category >= first && category <= last;
}

bool is_upper_letter(char32_t value) {
  return has_category(value, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LU);
}

bool is_lower_letter(char32_t value) {
  return has_category(value, UTF8PROC_CATEGORY_LL, UTF8PROC_CATEGORY_LL);
}

bool is_title_letter(char32_t value) {
  return has_category(value, UTF8PROC_CATEGORY_LT, UTF8PROC_CATEGORY_LT);
}

/// Appends what `change` makes of a code point; bytes that are no UTF-8 stay.
void append_changed(std::string_view point, utf8proc_int32_t (*change)(utf8proc_int32_t),
                    std::string& result) {
  const base::CodePoint valid = base::first_code_point(point);
  if (valid.length == 0) {
    result += point;
  } else if (change == utf8proc_toupper && valid.value == 0xDF) {
    result += "SS";
  } else {
    const auto changed = change(static_cast<utf8proc_int32_t>(valid.value));
    base::append_code_point(static_cast<char32_t>(changed), result);
  }
}

std::string changed(std::string_view text, utf8proc_int32_t (*change)(utf8proc_int32_t)) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = front_length(text);
    append_changed(text.substr(0, length), change, result);
    text.remove_prefix(length);
  }
  return result;
}

/// Whether there are letters with a case, and none of another.
bool has_case(std::string_view text, bool (*is)(char32_t), bool (*is_other)(char32_t)) {
  bool found = false;
  while (!text.empty()) {
    const base::CodePoint point = front_of(text);
    if (is_other(point.value) || is_title_letter(point.value)) return false;
    found = found || is(point.value);
    text.remove_prefix(point.length);
  }
  return found;
}

}  // namespace

std::size_t front_length(std::string_view text) {
  return front_of(text).length;
}

std::size_t count_of(std::string_view text) {
  const std::size_t ascii = base::end_of_ascii(text);
  std::size_t count = ascii;
  text.remove_prefix(ascii);
  for (; !text.empty(); ++count) text.remove_prefix(front_length(text));
  return count;
}

std::size_t offset_of(std::string_view text, std::size_t index) {
  const std::size_t ascii = base::end_of_ascii(text);
  if (index <= ascii) return index;
  std::size_t at = ascii;
  for (std::size_t left = index - ascii; left > 0 && at < text.size(); --left) {
    at += front_length(text.substr(at));
  }
  return at;
}

std::u32string code_points(std::string_view text) {
  std::u32string points;
  while (!text.empty()) {
    const base::CodePoint point = front_of(text);
    points += point.value;
    text.remove_prefix(point.length);
  }
  return points;
}

bool is_space(char32_t value) {
  switch (value) {
    case 0x20:
    case 0x85:
    case 0xA0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000:
      return true;
    default:
      return (value >= 0x09 && value <= 0x0D) || (value >= 0x1C && value <= 0x1F) ||
             (value >= 0x2000 && value <= 0x200A);
  }
}

std::string_view stripped_front(std::string_view text, const std::function<bool(char32_t)>& drops) {
  while (!text.empty()) {
    const base::CodePoint point = front_of(text);
    if (!drops(point.value)) break;
    text.remove_prefix(point.length);
  }
  return text;
}

std::string_view stripped_back(std::string_view text, const std::function<bool(char32_t)>& drops) {
  while (!text.empty()) {
    const base::CodePoint point = back_of(text);
    if (!drops(point.value)) break;
    text.remove_suffix(point.length);
  }
  return text;
}

std::string_view stripped(std::string_view text) {
  return stripped_back(stripped_front(text, is_space), is_space);
}

std::string uppered(std::string_view text) {
  return changed(text, utf8proc_toupper);
}

std::string lowered_points(std::string_view text) {
  return changed(text, utf8proc_tolower);
}

std::string capitalized(std::string_view text) {
  if (text.empty()) return "";
  const std::size_t length = front_length(text);
  return changed(text.substr(0, length), utf8proc_totitle) + lowered_points(text.substr(length));
}

std::string titled(std::string_view text) {
  std::string result;
  bool is_inside = false;
  while (!text.empty()) {
    const base::CodePoint point = front_of(text);
    append_changed(text.substr(0, point.length), is_inside ? utf8proc_tolower : utf8proc_totitle,
                   result);
    is_inside = is_upper_letter(point.value) || is_lower_letter(point.value) ||
                is_title_letter(point.value);
    text.remove_prefix(point.length);
  }
  return result;
}

std::vector<Line> lines_of(std::string_view text) {
  const auto ends = [](char32_t value) {
    return (value >= 0x0A && value <= 0x0D) || (value >= 0x1C && value <= 0x1E) || value == 0x85 ||
           value == 0x2028 || value == 0x2029;
  };
  std::vector<Line> lines;
  std::size_t at = 0;
  while (at < text.size()) {
    const base::CodePoint point = front_of(text.substr(at));
    if (!ends(point.value)) {
      at += point.length;
      continue;
    }
    const std::size_t next = at + (text.substr(at).starts_with("\r\n") ? 2 : point.length);
    lines.push_back({text.substr(0, at), text.substr(0, next)});
    text.remove_prefix(next);
    at = 0;
  }
  if (!text.empty()) lines.push_back({text, text});
  return lines;
}

bool all_of(std::string_view text, const std::function<bool(char32_t)>& is) {
  return !text.empty() && stripped_front(text, is).empty();
}

bool is_letter(char32_t value) {
  return has_category(value, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LO);
}

bool is_digit(char32_t value) {
  return has_category(value, UTF8PROC_CATEGORY_ND, UTF8PROC_CATEGORY_ND);
}

bool is_upper(std::string_view text) {
  return has_case(text, is_upper_letter, is_lower_letter);
}

bool is_lower(std::string_view text) {
  return has_case(text, is_lower_letter, is_upper_letter);
}

}  // namespace maas::text::jinja
