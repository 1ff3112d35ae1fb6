#include <array>

#include "privacy/characters.h"
#include "privacy/checks.h"
#include "privacy/groups.h"
#include "privacy/neighbours.h"
#include "privacy/patterns.h"

namespace maas::privacy {
namespace {

constexpr std::size_t kFewestDigits = 13;
constexpr std::size_t kMostDigits = 19;

/// Whether the digits of `text`, 13 to 19 of them, are a card's.
bool is_card(std::string_view text) {
  std::array<char, kMostDigits> digits{};
  std::size_t count = 0;
  for (const char c : text) {
    if (!is_digit(c)) continue;
    if (count == kMostDigits) return false;
    digits[count++] = c;
  }
  const std::string_view number(digits.data(), count);
  return is_issued(number) && passes_luhn(number);
}

/// A number that was read as floating point: `4111111111111111.0`.
bool is_whole_float(std::string_view text, std::size_t end) {
  return text.substr(end, 2) == ".0" && !is_joined_right(text, end + 2);
}

/// How many groups a card printed in them takes, or 0.
std::size_t printed_groups(const DigitGroups& groups, std::string_view text, std::size_t at) {
  const auto fits = [&](std::size_t count) {
    return groups.are_alike(count) && is_card(text.substr(at, groups.ends[count - 1] - at));
  };
  if (groups.begin_with({4, 4, 4, 4, 3}) && fits(5)) return 5;
  if (groups.begin_with({4, 4, 4, 4}) && fits(4)) return 4;
  if ((groups.begin_with({4, 6, 5}) || groups.begin_with({4, 6, 4})) && fits(3)) return 3;
  return 0;
}

}  // namespace

std::size_t card_end(std::string_view text, std::size_t at) {
  const std::size_t run = end_of_digits(text, at);
  if (is_joined_left(text, at)) return 0;
  if (run - at >= kFewestDigits && run - at <= kMostDigits) {
    const bool is_whole = !is_joined_right(text, run) || is_whole_float(text, run);
    return is_whole && is_card(text.substr(at, run - at)) ? run : 0;
  }
  if (run - at != 4) return 0;
  const DigitGroups groups = read_groups(text, at, " -");
  const std::size_t count = printed_groups(groups, text, at);
  return count != 0 && !is_joined_right(text, groups.ends[count - 1]) ? groups.ends[count - 1] : 0;
}

}  // namespace maas::privacy
