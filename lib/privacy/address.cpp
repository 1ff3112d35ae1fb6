#include <algorithm>
#include <array>
#include <string>

#include <arpa/inet.h>

#include "base/strings.h"
#include "privacy/characters.h"
#include "privacy/neighbours.h"
#include "privacy/patterns.h"

namespace maas::privacy {
namespace {

/// Where the number of 0..255 that begins at `at` ends, or 0.
std::size_t octet_end(std::string_view text, std::size_t at) {
  const std::size_t end = end_of_digits(text, at);
  const std::size_t size = end - at;
  if (size == 0 || size > 3 || (size > 1 && text[at] == '0')) return 0;
  return size < 3 || text.substr(at, size) <= "255" ? end : 0;
}

/// Whether the word before `at`, behind one space, announces a version.
bool follows_version_word(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 4> kWords = {"version", "ver", "release", "build"};
  if (before(text, at) != ' ') return false;
  const std::size_t end = at - 1;
  std::size_t begin = end;
  while (begin > 0 && end - begin <= kWords[0].size() && is_letter(text[begin - 1])) --begin;
  const std::string word = base::lowered(text.substr(begin, end - begin));
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

/// Whether it is as a browser tells its version: `Chrome/120.0.0.0`.
bool is_of_product(std::string_view text, std::size_t at, std::size_t end) {
  const std::string_view value = text.substr(at, end - at);
  return before(text, at) == '/' && at > 1 && is_letter(text[at - 2]) && value.ends_with(".0.0");
}

bool is_version(std::string_view text, std::size_t at, std::size_t end) {
  return is_of_product(text, at, end) || follows_version_word(text, at);
}

bool is_ipv6(std::string_view text) {
  std::size_t longest = 0;
  std::size_t group = 0;
  for (const char c : text) {
    group = is_hex_digit(c) ? group + 1 : 0;
    longest = std::max(longest, group);
  }
  constexpr std::size_t kLeastGroup = 3;
  in6_addr ignored;
  return longest >= kLeastGroup && inet_pton(AF_INET6, std::string(text).c_str(), &ignored) == 1;
}

}  // namespace

std::size_t ipv4_end(std::string_view text, std::size_t at) {
  if (is_word_before(text, at) || before(text, at) == '.') return 0;
  std::size_t end = octet_end(text, at);
  for (int i = 1; i < 4; ++i) {
    if (end == 0 || at_or_nul(text, end) != '.') return 0;
    end = octet_end(text, end + 1);
  }
  const bool goes_on =
      is_word_after(text, end) || (at_or_nul(text, end) == '.' && is_word_after(text, end + 1));
  return end == 0 || goes_on || is_version(text, at, end) ? 0 : end;
}

std::size_t ipv6_end(std::string_view text, std::size_t at) {
  const char last = before(text, at);
  if (is_word_before(text, at) || last == ':' || last == '.') return 0;
  const auto is_part = [](char c) { return is_hex_digit(c) || c == ':' || c == '.'; };
  constexpr std::size_t kLongest = INET6_ADDRSTRLEN;
  std::size_t end = at;
  while (end - at <= kLongest && is_part(at_or_nul(text, end))) ++end;
  if (end - at > kLongest || is_word_after(text, end)) return 0;
  if (is_ipv6(text.substr(at, end - at))) return end;
  // The end of a sentence, or of what stands before a colon.
  --end;
  return !is_hex_digit(text[end]) && is_ipv6(text.substr(at, end - at)) ? end : 0;
}

}  // namespace maas::privacy
