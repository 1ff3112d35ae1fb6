#include "base/glob.h"

#include <cstddef>

namespace maas::base {
namespace {

/// Length of the set that a pattern begins with, both brackets included; 0 if there is none.
std::size_t set_length(std::string_view pattern) {
  if (pattern.empty() || pattern.front() != '[') return 0;
  const std::size_t first = pattern.starts_with("[!") ? 3 : 2;  // a `]` in front is a member
  const std::size_t end = pattern.find(']', first);
  return end == pattern.npos ? 0 : end + 1;
}

bool is_in(std::string_view members, char letter) {
  for (std::size_t i = 0; i < members.size(); ++i) {
    const bool is_range = i + 2 < members.size() && members[i + 1] == '-';
    const char last = is_range ? members[i + 2] : members[i];
    if (members[i] <= letter && letter <= last) return true;
    if (is_range) i += 2;
  }
  return false;
}

/// Takes what stands for one character off a pattern; false if that is not the letter.
bool take_one(std::string_view& pattern, char letter) {
  const std::size_t length = set_length(pattern);
  if (length == 0) {
    const bool matches = !pattern.empty() && (pattern.front() == '?' || pattern.front() == letter);
    if (matches) pattern.remove_prefix(1);
    return matches;
  }
  const bool is_negated = pattern[1] == '!';
  const std::size_t first = is_negated ? 2 : 1;
  const bool is_member = is_in(pattern.substr(first, length - first - 1), letter);
  pattern.remove_prefix(length);
  return is_member != is_negated;
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view text) {
  bool has_star = false;
  std::string_view after_star;  // what follows the last star, and the text that it is tried at
  std::string_view tried;
  while (!text.empty()) {
    if (pattern.starts_with('*')) {
      has_star = true;
      pattern.remove_prefix(1);
      after_star = pattern;
      tried = text;
      continue;
    }
    std::string_view rest = pattern;
    if (take_one(rest, text.front())) {
      pattern = rest;
      text.remove_prefix(1);
      continue;
    }
    if (!has_star) return false;
    tried.remove_prefix(1);
    pattern = after_star;
    text = tried;
  }
  return pattern.find_first_not_of('*') == pattern.npos;
}

}  // namespace maas::base
