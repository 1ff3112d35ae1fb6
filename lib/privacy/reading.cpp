#include "privacy/reading.h"

#include <algorithm>
#include <array>

#include <utf8proc.h>

namespace maas::privacy {
namespace {

using As = Reading::As;

constexpr char32_t kNextLine = 0x85;
constexpr char32_t kZeroWidthSpace = 0x200b;

/// What is read as a comma parts words, and numbers of one another.
constexpr Reading kPunctuation = {As::kCharacter, ','};

struct Known {
  char32_t value;
  Reading reading;
};

constexpr Known kKnown[] = {
    {kNextLine, {As::kCharacter, '\n'}},
    {0x2b9, kPunctuation},            // apostrophes that count as letters
    {0x2bb, kPunctuation},            //
    {0x2bc, kPunctuation},            //
    {0x2bd, kPunctuation},            //
    {kZeroWidthSpace, {As::kGap}},    //
    {0x2010, {As::kCharacter, '-'}},  // hyphen
    {0x2011, {As::kCharacter, '-'}},  // non-breaking hyphen
    {0x2043, {As::kInNumbers, '-'}},  // hyphen bullet
    {0x207b, {As::kInNumbers, '-'}},  // superscript minus
    {0x2212, {As::kInNumbers, '-'}},  // minus
    {0x2500, {As::kInNumbers, '-'}},  // a line of a box
    {0x3002, {As::kStop, '.'}},       // ideographic full stop
    {0x30fc, {As::kInDigits, '-'}},   // prolonged sound mark
    {0xfe52, {As::kInDomains, '.'}},  // small full stop
    {0xfe63, {As::kCharacter, '-'}},  // small hyphen
    {0xff0d, {As::kCharacter, '-'}},  // full-width hyphen
    {0xff0e, {As::kInDomains, '.'}},  // full-width full stop
    {0xff1c, kPunctuation},           // tokens are written in ASCII
    {0xff1e, kPunctuation},           //
    {0xff61, {As::kStop, '.'}},       // half-width ideographic full stop
    {0xff70, {As::kInDigits, '-'}},   // half-width prolonged sound mark
};

/// Digits of a script are ten in a row; only mathematical ones follow on one another.
char digit_of(utf8proc_int32_t value) {
  utf8proc_int32_t zero = value;
  while (utf8proc_category(zero - 1) == UTF8PROC_CATEGORY_ND) --zero;
  return static_cast<char>('0' + (value - zero) % 10);
}

/// The one character of ASCII that Unicode has a code point compatible with, or NUL.
char plain_form_of(utf8proc_int32_t value) {
  constexpr auto kOptions =
      static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STABLE);
  std::array<utf8proc_int32_t, 4> form{};
  int last_boundary = 0;
  const auto length =
      utf8proc_decompose_char(value, form.data(), form.size(), kOptions, &last_boundary);
  return length == 1 && form[0] < 0x80 ? static_cast<char>(form[0]) : '\0';
}

Reading letter(utf8proc_int32_t value) {
  const char plain = plain_form_of(value);
  return plain == '\0' ? Reading{} : Reading{As::kCharacter, plain};
}

Reading punctuation(utf8proc_int32_t value) {
  const char plain = plain_form_of(value);
  return plain == '\0' ? kPunctuation : Reading{As::kCharacter, plain};
}

}  // namespace

Reading reading_of(char32_t value) {
  const auto* const known =
      std::lower_bound(std::begin(kKnown), std::end(kKnown), value,
                       [](const Known& each, char32_t wanted) { return each.value < wanted; });
  if (known != std::end(kKnown) && known->value == value) return known->reading;
  const auto point = static_cast<utf8proc_int32_t>(value);
  const utf8proc_property_t& property = *utf8proc_get_property(point);
  if (property.ignorable) return {As::kNothing};
  switch (property.category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
      return letter(point);
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
      return {As::kMark};
    case UTF8PROC_CATEGORY_ND:
      return {As::kCharacter, digit_of(point)};
    case UTF8PROC_CATEGORY_PD:
      return {As::kInNumbers, '-'};
    case UTF8PROC_CATEGORY_ZS:
      return {As::kCharacter, ' '};
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return {As::kCharacter, '\n'};
    case UTF8PROC_CATEGORY_NO:
      return kPunctuation;
    default:
      return punctuation(point);
  }
}

bool is_written_without_blanks(char32_t value) {
  struct Range {
    char32_t first;
    char32_t last;
  };
  constexpr Range kRanges[] = {
      {0x0e00, 0x0eff},    // Thai, Lao
      {0x1000, 0x109f},    // Myanmar
      {0x1780, 0x17ff},    // Khmer
      {0x3005, 0x3007},    // ideographs
      {0x3040, 0x30ff},    // kana
      {0x31f0, 0x31ff},    //
      {0x3400, 0x4dbf},    // ideographs
      {0x4e00, 0x9fff},    //
      {0xf900, 0xfaff},    //
      {0xff66, 0xff9f},    // kana of half width
      {0x20000, 0x3ffff},  // ideographs
  };
  return std::any_of(std::begin(kRanges), std::end(kRanges), [value](const Range& range) {
    return range.first <= value && value <= range.last;
  });
}

}  // namespace maas::privacy
