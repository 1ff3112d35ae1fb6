#include "data/texts/lengths.h"

#include <algorithm>

namespace maas::data {
namespace {

bool is_white(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

}  // namespace

std::int64_t words_of(std::string_view text) {
  std::int64_t words = 0;
  bool is_between = true;
  for (const char c : text) {
    const bool is_within = !is_white(c);
    words += is_within && is_between ? 1 : 0;
    is_between = !is_within;
  }
  return words;
}

std::int64_t characters_of(std::string_view text) {
  return std::ranges::count_if(text, begins_character);
}

}  // namespace maas::data
