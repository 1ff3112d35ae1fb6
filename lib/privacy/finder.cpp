#include "privacy/finder.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "privacy/characters.h"
#include "privacy/neighbours.h"
#include "privacy/patterns.h"
#include "privacy/plain_text.h"
#include "privacy/token_text.h"

namespace maas::privacy {
namespace {

/// Bytes that nothing but an e-mail address can begin with are passed over at once.
constexpr std::array<bool, 256> kMayBegin = [] {
  std::array<bool, 256> may_begin{};
  for (std::size_t c = 0; c < may_begin.size(); ++c) may_begin[c] = kCharacterClasses[c] != 0;
  for (const unsigned char c : {'+', '(', ':', '<'}) may_begin[c] = true;
  return may_begin;
}();

bool may_begin(char c) {
  return kMayBegin[static_cast<unsigned char>(c)];
}

/// Whether an IPv6 address may begin with the word at `at`.
bool is_hex_group(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 4;
  std::size_t end = at;
  while (end - at < kLongest && is_hex_digit(at_or_nul(text, end))) ++end;
  return at_or_nul(text, end) == ':';
}

}  // namespace

void Finder::find(std::string_view whole, std::vector<Match>& matches) const {
  matches.clear();
  const PlainText plain(whole);
  const std::string_view text = plain.text();
  std::size_t at = 0;
  while (kinds_.has(Kind::kEmail)) {
    const std::optional<Match> email = next_email(text, at);
    if (!email) break;
    find_between(text.substr(0, email->begin), at, matches);
    matches.push_back(*email);
    at = email->end;
  }
  find_between(text, at, matches);
  plain.to_source(matches);
}

void Finder::find_between(std::string_view text, std::size_t from,
                          std::vector<Match>& matches) const {
  for (std::size_t at = from; at < text.size();) {
    if (!may_begin(text[at])) {
      ++at;
      continue;
    }
    if (text[at] == '<') {
      at += std::max<std::size_t>(1, token_length(text, at));
      continue;
    }
    const Match match = match_at(text, at);
    if (match.end != 0) {
      matches.push_back(match);
      at = match.end;
    } else {
      at = std::max(at + 1, end_of_word(text, at));
    }
  }
}

Match Finder::match_at(std::string_view text, std::size_t at) const {
  const char c = text[at];
  if (is_digit(c)) {
    const Match number = number_at(text, at);
    return number.end != 0 ? number : word_at(text, at);
  }
  if (is_word(c)) return word_at(text, at);
  if (c == ':') {
    const bool begins = kinds_.has(Kind::kIp) && at_or_nul(text, at + 1) == ':';
    return {at, begins ? ipv6_end(text, at) : 0, Kind::kIp};
  }
  if (!kinds_.has(Kind::kPhone)) return {};
  return {at, phone_end(text, at), Kind::kPhone};
}

Match Finder::number_at(std::string_view text, std::size_t at) const {
  if (kinds_.has(Kind::kIp)) {
    if (const std::size_t end = ipv4_end(text, at)) return {at, end, Kind::kIp};
  }
  if (kinds_.has(Kind::kCard)) {
    if (const std::size_t end = card_end(text, at)) return {at, end, Kind::kCard};
  }
  if (kinds_.has(Kind::kPhone)) {
    if (const std::size_t end = phone_end(text, at)) return {at, end, Kind::kPhone};
  }
  return {};
}

Match Finder::word_at(std::string_view text, std::size_t at) const {
  if (kinds_.has(Kind::kIp) && is_hex_group(text, at)) {
    if (const std::size_t end = ipv6_end(text, at)) return {at, end, Kind::kIp};
  }
  if (kinds_.has(Kind::kIban) && is_upper(text[at]) && is_upper(at_or_nul(text, at + 1))) {
    if (const std::size_t end = iban_end(text, at)) return {at, end, Kind::kIban};
  }
  if (kinds_.has(Kind::kName) && !names_.empty()) {
    if (const std::size_t end = names_.match_end(text, at)) return {at, end, Kind::kName};
  }
  return {};
}

}  // namespace maas::privacy
