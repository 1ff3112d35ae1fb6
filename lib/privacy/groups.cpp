#include "privacy/groups.h"

#include <algorithm>
#include <numeric>

#include "privacy/characters.h"

namespace maas::privacy {

bool DigitGroups::begin_with(std::initializer_list<std::size_t> wanted) const {
  return count >= wanted.size() && std::equal(wanted.begin(), wanted.end(), sizes.begin());
}

bool DigitGroups::are_alike(std::size_t groups) const {
  return std::all_of(separators.begin() + 1, separators.begin() + groups,
                     [this](char separator) { return separator == separators[1]; });
}

std::size_t DigitGroups::digits(std::size_t groups) const {
  return std::accumulate(sizes.begin(), sizes.begin() + groups, std::size_t{0});
}

DigitGroups read_groups(std::string_view text, std::size_t at, std::string_view separators) {
  DigitGroups groups;
  char separator = '\0';
  while (groups.count < DigitGroups::kMost && is_digit(at_or_nul(text, at))) {
    const std::size_t end = end_of_digits(text, at);
    groups.sizes[groups.count] = end - at;
    groups.ends[groups.count] = end;
    groups.separators[groups.count] = separator;
    ++groups.count;
    separator = at_or_nul(text, end);
    if (separators.find(separator) == separators.npos) break;
    at = end + 1;
  }
  return groups;
}

}  // namespace maas::privacy
