#include <array>

#include "privacy/characters.h"
#include "privacy/checks.h"
#include "privacy/neighbours.h"
#include "privacy/patterns.h"

namespace maas::privacy {
namespace {

constexpr std::size_t kLongest = 34;
constexpr std::size_t kPrintedGroup = 4;

bool may_stand_in_iban(char c) {
  return is_digit(c) || is_upper(c);
}

}  // namespace

std::size_t iban_end(std::string_view text, std::size_t at) {
  if (!is_digit(at_or_nul(text, at + 2)) || !is_digit(at_or_nul(text, at + 3))) return 0;
  const std::size_t length = iban_length(text.substr(at, 2));
  std::array<char, kLongest> iban;
  const char separator = at_or_nul(text, at + kPrintedGroup);
  const bool is_printed = separator == ' ' || separator == '-';
  std::size_t end = at;
  for (std::size_t i = 0; i < length; ++i, ++end) {
    if (is_printed && i > 0 && i % kPrintedGroup == 0 && at_or_nul(text, end) == separator) ++end;
    if (!may_stand_in_iban(at_or_nul(text, end))) return 0;
    iban[i] = text[end];
  }
  if (length == 0 || is_word_after(text, end)) return 0;
  return passes_mod97({iban.data(), length}) ? end : 0;
}

}  // namespace maas::privacy
