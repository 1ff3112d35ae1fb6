#include "text/words.h"

#include <algorithm>

#include <utf8proc.h>

#include "base/utf8.h"

namespace maas::text {
namespace {

enum class Class { kSpace, kWord, kMark };

/// What is no UTF-8 is a mark of one byte.
base::CodePoint point_at(std::string_view text) {
  base::CodePoint point = base::first_code_point(text);
  if (point.length == 0) point = {0xFFFD, 1};
  return point;
}

Class class_of(char32_t value) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(value))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_PC:
      return Class::kWord;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return Class::kSpace;
    case UTF8PROC_CATEGORY_CC:
      return (value >= 9 && value <= 13) || value == 0x85 ? Class::kSpace : Class::kMark;
    default:
      return Class::kMark;
  }
}

}  // namespace

void for_each_word(std::string_view text, const std::function<void(std::string_view)>& use) {
  std::size_t first = 0;
  Class last = Class::kSpace;
  for (std::size_t at = 0; at < text.size();) {
    const base::CodePoint point = point_at(text.substr(at));
    const Class now = class_of(point.value);
    if (now != last) {
      if (last != Class::kSpace) use(text.substr(first, at - first));
      first = at;
      last = now;
    }
    at += point.length;
  }
  if (last != Class::kSpace) use(text.substr(first));
}

std::string lowered(std::string_view text) {
  std::string lower;
  lower.reserve(text.size());
  while (!text.empty()) {
    const base::CodePoint point = base::first_code_point(text);
    if (point.length == 0) {
      lower += text.front();
      text.remove_prefix(1);
      continue;
    }
    const auto value = utf8proc_tolower(static_cast<utf8proc_int32_t>(point.value));
    base::append_code_point(static_cast<char32_t>(value), lower);
    text.remove_prefix(point.length);
  }
  return lower;
}

}  // namespace maas::text
