#include "base/names.h"

#include <algorithm>

#include "base/strings.h"
#include "maas/error.h"

namespace maas::base {
namespace {

constexpr std::size_t kLongest = 128;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool may_follow(char c) {
  return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-';
}

}  // namespace

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= kLongest && is_letter_or_digit(text.front()) &&
         std::ranges::all_of(text.substr(1), may_follow);
}

void check_name(std::string_view what, std::string_view name, std::string hint) {
  if (is_name(name)) return;
  throw failure_with_hint(ErrorCode::kUsage, std::move(hint), "'{}' is no name of a {}: {}",
                          abridged(name), what, kNamePattern);
}

}  // namespace maas::base
