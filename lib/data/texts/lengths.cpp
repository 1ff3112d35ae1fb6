#include "data/texts/lengths.h"

#include <algorithm>

#include <fmt/format.h>

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

void LengthCounter::add(std::string_view text) {
  const std::int64_t words = words_of(text);
  const std::int64_t characters = characters_of(text);
  const std::lock_guard lock(mutex_);
  add(words_, words);
  add(characters_, characters);
  ++texts_;
}

std::vector<TextLengths> LengthCounter::lengths() const {
  const std::lock_guard lock(mutex_);
  if (texts_ == 0) return {};
  return {lengths("words", words_), lengths("characters", characters_)};
}

void LengthCounter::add(Range& range, std::int64_t length) const {
  range.smallest = texts_ == 0 ? length : std::min(range.smallest, length);
  range.largest = std::max(range.largest, length);
  range.sum += length;
}

TextLengths LengthCounter::lengths(const std::string& unit, const Range& range) const {
  return {unit, range.smallest, static_cast<double>(range.sum) / static_cast<double>(texts_),
          range.largest};
}

std::string range_text(const TextLengths& lengths) {
  if (lengths.smallest == lengths.largest) {
    return fmt::format("{} {}", lengths.smallest, lengths.unit);
  }
  return fmt::format("{} to {} {}", lengths.smallest, lengths.largest, lengths.unit);
}

}  // namespace maas::data
