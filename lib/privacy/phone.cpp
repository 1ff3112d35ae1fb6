#include <algorithm>

#include "privacy/characters.h"
#include "privacy/groups.h"
#include "privacy/neighbours.h"
#include "privacy/patterns.h"
#include "privacy/phone.h"

namespace maas::privacy {
namespace {

/// Digits of a number with a trunk zero, the zero among them.
constexpr std::size_t kFewestWithTrunk = 9;
constexpr std::size_t kMostWithTrunk = 12;

bool fits_trunk(std::size_t digits) {
  return digits >= kFewestWithTrunk && digits <= kMostWithTrunk;
}

/// Whether a number is the minutes or seconds of a time: `12:05 1234567`.
bool is_of_time(std::string_view text, std::size_t at) {
  const bool behind_colon = before(text, at) == ':';
  return behind_colon && (is_digit(before(text, at, 2)) || ends_with_token(text.substr(0, at - 1)));
}

/// `415-555-2671`, `415.555.2671`, `1-415-555-2671`.
std::size_t north_american_end(std::string_view text, std::size_t at) {
  const DigitGroups groups = read_groups(text, at, "-.");
  const bool with_country = text[at] == '1' && groups.begin_with({1, 3, 3, 4});
  if (!with_country && !groups.begin_with({3, 3, 4})) return 0;
  const std::size_t count = with_country ? 4 : 3;
  const std::size_t end = groups.ends[count - 1];
  return groups.are_alike(count) && !is_joined_right(text, end) ? end : 0;
}

/// Whether the first groups may be a number with a trunk zero.
bool is_trunk_number(const DigitGroups& groups, std::size_t count) {
  const auto* const end = groups.sizes.begin() + count;
  const bool in_pairs = count == 5 && groups.are_alike(count) &&
                        std::all_of(groups.sizes.begin(), end, [](auto size) { return size == 2; });
  const bool has_long = std::any_of(groups.sizes.begin(), end, [](auto size) { return size > 2; });
  const bool has_single =
      std::any_of(groups.sizes.begin(), end, [](auto size) { return size < 2; });
  return count >= 2 && fits_trunk(groups.digits(count)) && !has_single &&
         (in_pairs || (has_long && groups.sizes[0] <= 5));
}

/// `030 1234567`, `0171/123 45 67`, `01 23 45 67 89`: as many groups as fit.
std::size_t trunk_end(std::string_view text, std::size_t at) {
  if (text[at] != '0' || at_or_nul(text, at + 1) == '0' || is_date(text, at)) return 0;
  for (const std::string_view separators : {" -/", "."}) {
    const DigitGroups groups = read_groups(text, at, separators);
    const bool may_be = separators != "." || groups.begin_with({2, 2, 2, 2, 2});
    for (std::size_t count = groups.count; may_be && count > 1; --count) {
      const std::size_t end = groups.ends[count - 1];
      if (is_trunk_number(groups, count) && !is_joined_right(text, end)) return end;
    }
  }
  return 0;
}

/// `(415) 555-2671`, and with a trunk zero `(030) 123 456`.
std::size_t end_of_parenthesised(std::string_view text, std::size_t at) {
  const std::size_t area = end_of_digits(text, at + 1) - at - 1;
  if (area < 2 || area > 5 || at_or_nul(text, at + 1 + area) != ')') return 0;
  std::size_t rest = at + area + 2;
  if (at_or_nul(text, rest) == ' ') ++rest;
  const DigitGroups groups = read_groups(text, rest, " -./");
  if (area == 3 && groups.begin_with({3, 4}) && !is_joined_right(text, groups.ends[1])) {
    return groups.ends[1];
  }
  for (std::size_t count = text[at + 1] == '0' ? groups.count : 0; count > 0; --count) {
    const std::size_t end = groups.ends[count - 1];
    if (fits_trunk(area + groups.digits(count)) && !is_joined_right(text, end)) return end;
  }
  return 0;
}

}  // namespace

std::size_t phone_end(std::string_view text, std::size_t at) {
  if (text[at] == '+') return international_phone_end(text, at);
  if (text[at] == '(') return is_word_before(text, at) ? 0 : end_of_parenthesised(text, at);
  if (is_joined_left(text, at) || is_of_time(text, at)) return 0;
  const std::size_t end = north_american_end(text, at);
  return end != 0 ? end : trunk_end(text, at);
}

}  // namespace maas::privacy
