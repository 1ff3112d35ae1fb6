#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// GPT-2's way of writing bytes as visible characters: of the 256 bytes, those that Latin-1 prints
/// stand for themselves, the others for U+0100 and on.
namespace maas::text {

/// Returns the character that a byte is written as, in UTF-8.
std::string_view byte_character(std::uint8_t byte);

/// Returns the byte that a character stands for.
std::optional<std::uint8_t> byte_of(char32_t character);

/// Returns the bytes that a token stands for, or nothing if a character stands for none.
std::optional<std::string> bytes_of_token(std::string_view token);

}  // namespace maas::text
