#include "privacy/neighbours.h"

#include <algorithm>

#include "base/utf8.h"
#include "privacy/reading.h"

namespace maas::privacy {
namespace {

bool begins_with_ideograph(std::string_view text) {
  return is_written_without_blanks(base::first_code_point(text).value);
}

bool ends_with_ideograph(std::string_view text) {
  constexpr std::size_t kLongest = 4;
  std::string_view last = text.substr(text.size() - std::min(text.size(), kLongest));
  const auto is_inside = [](char c) { return (c & 0xc0) == 0x80; };
  const auto lead = std::find_if_not(last.rbegin(), last.rend(), is_inside);
  if (lead == last.rend()) return false;
  last.remove_prefix(static_cast<std::size_t>(last.rend() - lead) - 1);
  return base::first_code_point(last).length == last.size() && begins_with_ideograph(last);
}

}  // namespace

bool changes_script(std::string_view text, std::size_t at) {
  const bool from_beyond = is_in(before(text, at), kBeyondAsciiClass);
  const bool to_beyond = is_in(at_or_nul(text, at), kBeyondAsciiClass);
  if (from_beyond == to_beyond) return false;
  return from_beyond ? ends_with_ideograph(text.substr(0, at))
                     : begins_with_ideograph(text.substr(at));
}

}  // namespace maas::privacy
