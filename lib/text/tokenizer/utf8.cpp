#include "text/tokenizer/utf8.h"

#include <algorithm>
#include <cstring>

namespace maas::text {
namespace {

/// What may follow a lead byte: how many bytes, and between which the first of them must be.
struct Form {
  std::size_t length;  ///< 0: no lead byte
  std::uint8_t least;
  std::uint8_t most;
};

Form form_of(std::uint8_t lead) {
  if (lead < 0x80) return {1, 0, 0};
  if (lead < 0xC2) return {0, 0, 0};
  if (lead < 0xE0) return {2, 0x80, 0xBF};
  if (lead == 0xE0) return {3, 0xA0, 0xBF};
  if (lead == 0xED) return {3, 0x80, 0x9F};
  if (lead < 0xF0) return {3, 0x80, 0xBF};
  if (lead == 0xF0) return {4, 0x90, 0xBF};
  if (lead < 0xF4) return {4, 0x80, 0xBF};
  if (lead == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

/// Returns how many bytes of the first character are there and in order.
std::size_t good_bytes(std::string_view text, const Form& form) {
  std::size_t good = 1;
  for (; good < form.length && good < text.size(); ++good) {
    const auto byte = static_cast<std::uint8_t>(text[good]);
    const bool fits = good == 1 ? byte >= form.least && byte <= form.most : (byte & 0xC0) == 0x80;
    if (!fits) break;
  }
  return good;
}

std::size_t ascii_front(std::string_view text) {
  std::size_t at = 0;
  for (std::uint64_t block = 0; at + 8 <= text.size(); at += 8) {
    std::memcpy(&block, text.data() + at, 8);
    if ((block & 0x8080808080808080U) != 0) break;
  }
  while (at < text.size() && static_cast<std::uint8_t>(text[at]) < 0x80) ++at;
  return at;
}

}  // namespace

void append_character(char32_t value, std::string& text) {
  const auto byte = [](char32_t bits) { return static_cast<char>(bits); };
  if (value < 0x80) {
    text += byte(value);
  } else if (value < 0x800) {
    text += {byte(0xC0 | value >> 6), byte(0x80 | (value & 0x3F))};
  } else if (value < 0x10000) {
    text +=
        {byte(0xE0 | value >> 12), byte(0x80 | (value >> 6 & 0x3F)), byte(0x80 | (value & 0x3F))};
  } else {
    text += {byte(0xF0 | value >> 18), byte(0x80 | (value >> 12 & 0x3F)),
             byte(0x80 | (value >> 6 & 0x3F)), byte(0x80 | (value & 0x3F))};
  }
}

std::string utf8_of(char32_t value) {
  std::string text;
  append_character(value, text);
  return text;
}

std::size_t count_characters(std::string_view text) {
  const auto starts =
      std::ranges::count_if(text, [](char byte) { return !continues_character(byte); });
  return static_cast<std::size_t>(starts);
}

std::size_t well_formed_front(std::string_view text) {
  for (std::size_t at = 0;;) {
    at += ascii_front(text.substr(at));
    if (at == text.size()) return at;
    const Form form = form_of(static_cast<std::uint8_t>(text[at]));
    if (form.length == 0 || good_bytes(text.substr(at), form) < form.length) return at;
    at += form.length;
  }
}

std::size_t malformed_front(std::string_view text, bool& is_cut) {
  const Form form = form_of(static_cast<std::uint8_t>(text[0]));
  const std::size_t good = form.length == 0 ? 1 : good_bytes(text, form);
  is_cut = form.length > good && good == text.size();
  return good;
}

std::string repaired(std::string_view text) {
  std::string whole;
  whole.reserve(text.size());
  for (;;) {
    const std::size_t good = well_formed_front(text);
    whole += text.substr(0, good);
    text.remove_prefix(good);
    if (text.empty()) return whole;
    whole += kReplacement;
    bool is_cut = false;
    text.remove_prefix(malformed_front(text, is_cut));
  }
}

}  // namespace maas::text
