#include "privacy/tokens.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <system_error>

#include <arpa/inet.h>

#include "base/files.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "maas/error.h"
#include "privacy/characters.h"
#include "privacy/names.h"
#include "privacy/plain_text.h"
#include "privacy/token_text.h"

namespace maas::privacy {
namespace {

std::string kept(std::string_view text, bool (*is_kept)(char)) {
  std::string result;
  std::copy_if(text.begin(), text.end(), std::back_inserter(result), is_kept);
  return result;
}

/// `+49 (0)30 123` is +4930123: the trunk zero is not dialled from abroad.
std::string normalised_phone(std::string_view text) {
  const bool international = text.starts_with('+');
  const std::string dialled =
      international ? base::replace_all(std::string(text), "(0)", "") : std::string(text);
  return (international ? "+" : "") + kept(dialled, [](char c) { return is_digit(c); });
}

std::string normalised_address(std::string_view text) {
  const std::string address(text);
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  std::array<char, INET6_ADDRSTRLEN> canonical{};
  const int family = text.find(':') == text.npos ? AF_INET : AF_INET6;
  if (inet_pton(family, address.c_str(), bytes.data()) != 1) return address;
  return inet_ntop(family, bytes.data(), canonical.data(), canonical.size());
}

/// The words with one space between.
std::string normalised_name(std::string_view text) {
  std::string words;
  for (const char c : name_folded(text)) {
    if (is_word(c))
      words += c;
    else if (!words.empty() && words.back() != ' ')
      words += ' ';
  }
  return std::string(base::trim(words));
}

/// Sixteen letters, eight from each 64 bits.
void append_letters(const base::Hmac::Digest& digest, std::string& out) {
  constexpr std::size_t kFromEach = kLettersInToken / 2;
  for (std::size_t half = 0; half < 2; ++half) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < sizeof(bits); ++i)
      bits = bits << 8 | digest[half * sizeof(bits) + i];
    for (std::size_t i = 0; i < kFromEach; ++i, bits /= kTokenLetters.size()) {
      out += kTokenLetters[bits % kTokenLetters.size()];
    }
  }
}

}  // namespace

std::string normalised(Kind kind, std::string_view source) {
  const PlainText plain(source);
  const std::string_view text = plain.text();
  switch (kind) {
    case Kind::kEmail:
      return base::case_folded(text);
    case Kind::kPhone:
      return normalised_phone(text);
    case Kind::kCard:
    case Kind::kIban:
      return kept(text, [](char c) { return is_digit(c) || is_letter(c); });
    case Kind::kIp:
      return normalised_address(text);
    case Kind::kName:
      return normalised_name(text);
  }
  return std::string(text);
}

void Tokens::append(Kind kind, std::string_view text, std::string& out) {
  std::string message(name_of(kind));
  message += '\0';
  message += normalised(kind, text);
  out += '<';
  out += name_of(kind);
  out += ':';
  append_letters(hmac_.of(message), out);
  out += '>';
}

std::string read_key(const std::filesystem::path& path) {
  constexpr std::size_t kMostBytes = std::size_t{1} << 20;
  std::string key = base::read_file(path, kMostBytes);
  if (key.ends_with('\n')) key.pop_back();
  if (key.ends_with('\r')) key.pop_back();
  if (key.size() < kLeastKeyBytes) {
    throw failure_with_hint(ErrorCode::kInvalidData, "`head -c 32 /dev/urandom >FILE` makes one",
                            "'{}': the key has {} bytes, the least are {}", path.string(),
                            key.size(), kLeastKeyBytes);
  }
  return key;
}

bool is_open_to_others(const std::filesystem::path& path) {
  using std::filesystem::perms;
  std::error_code error;
  const perms granted = std::filesystem::status(path, error).permissions();
  return !error && (granted & (perms::group_read | perms::others_read)) != perms::none;
}

}  // namespace maas::privacy
