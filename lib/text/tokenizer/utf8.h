#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// Walking over well-formed UTF-8, in which NUL is a character like others.
namespace maas::text {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  ///< U+FFFD

/// Returns the bytes of the character that `lead` opens.
inline std::size_t length_of(char lead) {
  const auto byte = static_cast<std::uint8_t>(lead);
  if (byte < 0x80) return 1;
  if (byte < 0xE0) return 2;
  return byte < 0xF0 ? 3 : 4;
}

/// Returns the character at `at`, which must be the start of one.
inline char32_t character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<std::uint8_t>(text[at + i]));
  };
  const char32_t lead = byte(0);
  if (lead < 0x80) return lead;
  if (lead < 0xE0) return (lead & 0x1F) << 6 | (byte(1) & 0x3F);
  if (lead < 0xF0) return (lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
  return (lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
}

inline bool continues_character(char byte) {
  return (static_cast<std::uint8_t>(byte) & 0xC0) == 0x80;
}

/// Returns where the character begins that ends before `at`.
inline std::size_t start_before(std::string_view text, std::size_t at) {
  do --at;
  while (at > 0 && continues_character(text[at]));
  return at;
}

void append_character(char32_t value, std::string& text);
std::string utf8_of(char32_t value);

/// Returns the number of characters of well-formed text.
std::size_t count_characters(std::string_view text);

/// Returns how many bytes from the front are well-formed: all of them, or those before the first
/// byte that is not.
std::size_t well_formed_front(std::string_view text);

/// Returns how many bytes at the front of a malformed text one U+FFFD stands for: the longest start
/// of a character, at least one byte (Unicode, "substitution of maximal subparts").
/// @param is_cut  set if the text ends within a character that might go on
std::size_t malformed_front(std::string_view text, bool& is_cut);

/// Returns the text with U+FFFD for what is malformed.
std::string repaired(std::string_view text);

}  // namespace maas::text
