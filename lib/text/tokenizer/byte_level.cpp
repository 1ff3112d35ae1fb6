#include "text/tokenizer/byte_level.h"

#include <array>

#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

constexpr bool is_printed(std::uint32_t byte) {
  return (byte > 0x20 && byte < 0x7F) || (byte > 0xA0 && byte != 0xAD);
}

constexpr char32_t kFirstStandIn = 0x100;
constexpr std::size_t kStandIns = 68;

struct Alphabet {
  std::array<std::string, 256> characters;
  std::array<std::uint8_t, kStandIns> bytes{};  ///< by what is beyond kFirstStandIn
};

const Alphabet& alphabet() {
  static const Alphabet made = [] {
    Alphabet a;
    std::size_t stand_ins = 0;
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
      char32_t character = byte;
      if (!is_printed(byte)) {
        a.bytes.at(stand_ins) = static_cast<std::uint8_t>(byte);
        character = kFirstStandIn + static_cast<char32_t>(stand_ins++);
      }
      a.characters[byte] = utf8_of(character);
    }
    return a;
  }();
  return made;
}

}  // namespace

std::string_view byte_character(std::uint8_t byte) {
  return alphabet().characters[byte];
}

std::optional<std::uint8_t> byte_of(char32_t character) {
  if (character < kFirstStandIn) {
    if (!is_printed(character)) return std::nullopt;
    return static_cast<std::uint8_t>(character);
  }
  if (character >= kFirstStandIn + kStandIns) return std::nullopt;
  return alphabet().bytes[character - kFirstStandIn];
}

std::optional<std::string> bytes_of_token(std::string_view token) {
  std::string bytes;
  for (std::size_t at = 0; at < token.size(); at += length_of(token[at])) {
    const std::optional<std::uint8_t> byte = byte_of(character_at(token, at));
    if (!byte) return std::nullopt;
    bytes += static_cast<char>(*byte);
  }
  return bytes;
}

}  // namespace maas::text
