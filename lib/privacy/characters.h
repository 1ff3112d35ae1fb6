#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// Classes of bytes; bytes of UTF-8 beyond ASCII count as letters.
namespace maas::privacy {

enum CharacterClass : std::uint8_t {
  kDigitClass = 1,
  kUpperClass = 2,
  kLowerClass = 4,
  kHexLetterClass = 8,
  kBeyondAsciiClass = 16,
  kUnderscoreClass = 32,
};

inline constexpr std::array<std::uint8_t, 256> kCharacterClasses = [] {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t c = '0'; c <= '9'; ++c) classes[c] = kDigitClass;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) classes[c] = kUpperClass;
  for (std::size_t c = 'a'; c <= 'z'; ++c) classes[c] = kLowerClass;
  for (std::size_t c = 'A'; c <= 'F'; ++c) classes[c] |= kHexLetterClass;
  for (std::size_t c = 'a'; c <= 'f'; ++c) classes[c] |= kHexLetterClass;
  for (std::size_t c = 128; c < 256; ++c) classes[c] = kBeyondAsciiClass;
  classes['_'] = kUnderscoreClass;
  return classes;
}();

constexpr bool is_in(char c, unsigned classes) {
  return (kCharacterClasses[static_cast<unsigned char>(c)] & classes) != 0;
}

constexpr bool is_digit(char c) {
  return is_in(c, kDigitClass);
}
constexpr bool is_upper(char c) {
  return is_in(c, kUpperClass);
}
constexpr bool is_letter(char c) {
  return is_in(c, kUpperClass | kLowerClass);
}
constexpr bool is_hex_digit(char c) {
  return is_in(c, kDigitClass | kHexLetterClass);
}
/// Whether `c` is part of a word: words are matched whole or not at all.
constexpr bool is_word(char c) {
  return is_in(c, 0xFF);
}

/// Returns the byte at `at`, or NUL outside the text.
constexpr char at_or_nul(std::string_view text, std::size_t at) {
  return at < text.size() ? text[at] : '\0';
}
/// Returns the byte `back` places before `at`, or NUL.
constexpr char before(std::string_view text, std::size_t at, std::size_t back = 1) {
  return at >= back ? text[at - back] : '\0';
}

/// Returns where the digits that begin at `at` end.
constexpr std::size_t end_of_digits(std::string_view text, std::size_t at) {
  while (is_digit(at_or_nul(text, at))) ++at;
  return at;
}

}  // namespace maas::privacy
