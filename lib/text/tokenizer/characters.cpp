#include "text/tokenizer/characters.h"

#include <algorithm>

#include <utf8proc.h>

namespace maas::text {
namespace {

struct Interval {
  char32_t first;
  char32_t last;
};

template <std::size_t kCount>
bool is_in(const std::array<Interval, kCount>& intervals, char32_t value) {
  return std::ranges::any_of(intervals, [value](const Interval& interval) {
    return interval.first <= value && value <= interval.last;
  });
}

/// Alphabetic symbols: letters in circles and squares.
constexpr std::array kLetterSymbols = {Interval{0x24B6, 0x24E9}, Interval{0x1F130, 0x1F149},
                                       Interval{0x1F150, 0x1F169}, Interval{0x1F170, 0x1F189}};

constexpr std::array kIdeographs = {Interval{0x4E00, 0x9FFF},   Interval{0x3400, 0x4DBF},
                                    Interval{0x20000, 0x2A6DF}, Interval{0x2A700, 0x2B73F},
                                    Interval{0x2B740, 0x2B81F}, Interval{0x2B920, 0x2CEAF},
                                    Interval{0xF900, 0xFAFF},   Interval{0x2F800, 0x2FA1F}};

utf8proc_category_t category_of(char32_t value) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(value));
}

bool is_between(utf8proc_category_t category, utf8proc_category_t first, utf8proc_category_t last) {
  return category >= first && category <= last;
}

}  // namespace

Kind kind_beyond_ascii(char32_t value) {
  const utf8proc_category_t category = category_of(value);
  if (is_between(category, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LO)) return Kind::kLetter;
  if (is_between(category, UTF8PROC_CATEGORY_ND, UTF8PROC_CATEGORY_NO)) return Kind::kNumber;
  const bool is_space =
      is_between(category, UTF8PROC_CATEGORY_ZS, UTF8PROC_CATEGORY_ZP) || value == 0x85;
  return is_space ? Kind::kSpace : Kind::kOther;
}

bool is_word(char32_t value) {
  if (value < 128) return kind_of(value) == Kind::kLetter || is_number(value) || value == '_';
  switch (category_of(value)) {
    case UTF8PROC_CATEGORY_NO:
      return false;
    case UTF8PROC_CATEGORY_SO:
      return is_in(kLetterSymbols, value);
    case UTF8PROC_CATEGORY_CF:
      return value == 0x200C || value == 0x200D;
    case UTF8PROC_CATEGORY_PC:
      return true;
    default:
      return is_between(category_of(value), UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_NL);
  }
}

bool is_punctuation(char32_t value) {
  if (value < 128) return value > ' ' && value < 127 && kind_of(value) == Kind::kOther;
  return is_between(category_of(value), UTF8PROC_CATEGORY_PC, UTF8PROC_CATEGORY_PO);
}

bool is_mark(char32_t value) {
  return is_between(category_of(value), UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_ME);
}

bool is_nonspacing_mark(char32_t value) {
  return value >= 0x300 && category_of(value) == UTF8PROC_CATEGORY_MN;
}

bool is_control_or_format(char32_t value) {
  if (value < 128) return value < ' ' || value == 127;
  return is_between(category_of(value), UTF8PROC_CATEGORY_CC, UTF8PROC_CATEGORY_CO);
}

bool is_ideograph(char32_t value) {
  return value >= 0x3400 && is_in(kIdeographs, value);
}

}  // namespace maas::text
