#include "recipe/utf8.h"

#include <array>
#include <cstdint>

namespace maas::recipe {
namespace {

/// Bytes of the code point that `lead` opens, and the least code point that needs so many.
struct Form {
  std::uint8_t mask;
  std::uint8_t bits;
  std::size_t length;
  std::uint32_t least;
};

constexpr std::array kForms = {Form{0x80, 0x00, 1, 1}, Form{0xe0, 0xc0, 2, 0x80},
                               Form{0xf0, 0xe0, 3, 0x800}, Form{0xf8, 0xf0, 4, 0x10000}};

/// Length of the valid code point at the front of `text`; 0 if there is none.
std::size_t valid_length(std::string_view text) {
  const auto lead = static_cast<std::uint8_t>(text[0]);
  for (const Form& form : kForms) {
    if ((lead & form.mask) != form.bits) continue;
    if (text.size() < form.length) return 0;
    std::uint32_t point = lead & static_cast<std::uint8_t>(~form.mask);
    for (std::size_t i = 1; i < form.length; ++i) {
      const auto next = static_cast<std::uint8_t>(text[i]);
      if ((next & 0xc0) != 0x80) return 0;
      point = point << 6 | (next & 0x3f);
    }
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    return point < form.least || point > 0x10ffff || surrogate ? 0 : form.length;
  }
  return 0;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = valid_length(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

}  // namespace maas::recipe
