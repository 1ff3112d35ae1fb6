#include <algorithm>

#include "privacy/characters.h"
#include "privacy/neighbours.h"
#include "privacy/patterns.h"

namespace maas::privacy {
namespace {

bool is_local(char c) {
  return is_word(c) || c == '.' || c == '-' || c == '+' || c == '%' || c == '\'';
}

bool is_label(char c) {
  return is_word(c) && c != '_';
}

/// Where the local part before `at` begins; `at` itself if there is none.
std::size_t local_begin(std::string_view text, std::size_t from, std::size_t at) {
  std::size_t begin = at;
  while (begin > from && is_local(text[begin - 1])) --begin;
  while (begin < at && !is_word(text[begin])) ++begin;
  return begin;
}

/// Returns how much of a label may be the last one: two or more letters and nothing else. What
/// stands behind a hyphen, or in another script, is of the text: `anna@example.org-Bob`.
std::size_t top_level_size(std::string_view label) {
  if (label.starts_with("xn--")) return label.size();
  const std::string_view name = label.substr(0, std::min(label.find('-'), end_of_word(label, 0)));
  const auto is_part = [](char c) { return is_letter(c) || is_in(c, kBeyondAsciiClass); };
  return name.size() >= 2 && std::all_of(name.begin(), name.end(), is_part) ? name.size() : 0;
}

/// Where the domain that begins at `begin` ends, or 0: the last label that may be one ends it.
std::size_t domain_end(std::string_view text, std::size_t begin) {
  std::size_t end = 0;
  for (std::size_t at = begin;;) {
    const std::size_t label = at;
    while (is_label(at_or_nul(text, at)) || (at_or_nul(text, at) == '-' && at > label)) ++at;
    std::size_t last = at;
    while (last > label && text[last - 1] == '-') --last;
    if (last == label) return end;
    const std::size_t size = top_level_size(text.substr(label, last - label));
    if (label > begin && size != 0) end = label + size;
    if (last != at || at_or_nul(text, at) != '.') return end;
    ++at;
  }
}

}  // namespace

std::optional<Match> next_email(std::string_view text, std::size_t from) {
  for (std::size_t sign = text.find('@', from); sign != text.npos;
       sign = text.find('@', sign + 1)) {
    const std::size_t begin = local_begin(text, from, sign);
    if (begin == sign) continue;
    const std::size_t end = domain_end(text, sign + 1);
    if (end != 0) return Match{begin, end, Kind::kEmail};
  }
  return std::nullopt;
}

}  // namespace maas::privacy
