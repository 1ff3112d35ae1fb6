#include "text/chat/jinja/unescape.h"

#include <charconv>
#include <cstdint>

#include "base/utf8.h"

namespace maas::text::jinja {
namespace {

/// Returns the character of an escape of one letter, or 0.
char letter_escape(char letter) {
  constexpr std::string_view kLetters = "abfnrtv\\'\"";
  constexpr std::string_view kCharacters = "\a\b\f\n\r\t\v\\'\"";
  const std::size_t at = kLetters.find(letter);
  return at == std::string_view::npos ? '\0' : kCharacters[at];
}

std::size_t digits_of_hexadecimal(char letter) {
  switch (letter) {
    case 'x':
      return 2;
    case 'u':
      return 4;
    case 'U':
      return 8;
    default:
      return 0;
  }
}

/// Takes digits from the front; all that were wanted, or the result is false.
bool take_number(std::string_view& left, std::size_t digits, int base, std::uint32_t& number) {
  if (left.size() < digits) return false;
  const auto read = std::from_chars(left.data(), left.data() + digits, number, base);
  if (read.ptr != left.data() + digits) return false;
  left.remove_prefix(digits);
  return true;
}

bool append(std::uint32_t value, std::string& result) {
  const bool is_half = value >= 0xD800 && value <= 0xDFFF;
  if (is_half || value > 0x10FFFF) return false;
  base::append_code_point(static_cast<char32_t>(value), result);
  return true;
}

std::size_t octal_digits(std::string_view left) {
  std::size_t digits = 0;
  while (digits < 3 && digits < left.size() && left[digits] >= '0' && left[digits] <= '7') ++digits;
  return digits;
}

}  // namespace

const char* unescape(std::string_view left, std::string& result) {
  while (!left.empty()) {
    const std::size_t plain = left.find('\\');
    result += left.substr(0, plain);
    if (plain == std::string_view::npos) break;
    left.remove_prefix(plain + 1);
    if (left.empty()) return "a text ends with a backslash";
    const char letter = left.front();
    std::uint32_t value = 0;
    if (const std::size_t octal = octal_digits(left); octal > 0) {
      take_number(left, octal, 8, value);
      append(value, result);
      continue;
    }
    left.remove_prefix(1);
    if (const std::size_t digits = digits_of_hexadecimal(letter); digits > 0) {
      if (!take_number(left, digits, 16, value)) return "an escape lacks digits";
      if (!append(value, result)) return "an escape is no character";
    } else if (letter == 'N') {
      return "characters by name are not supported";
    } else if (const char character = letter_escape(letter); character != 0) {
      result += character;
    } else if (letter != '\n') {
      result += '\\';
      result += letter;
    }
  }
  return nullptr;
}

}  // namespace maas::text::jinja
