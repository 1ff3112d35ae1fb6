#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/hmac.h"
#include "privacy/kinds.h"

namespace maas::privacy {

/// Returns what all spellings of a value have in common: an e-mail address and a name in lower
/// case, a phone number as `+` and digits or digits alone, a card number and an IBAN without
/// separators, an IP address as inet_ntop(3) writes it.
std::string normalised(Kind kind, std::string_view source);

/// Makes tokens: HMAC-SHA256 over the kind and the normalised value, cut to 69 bits. An object
/// serves one thread.
class Tokens {
 public:
  explicit Tokens(std::string_view key) : hmac_(key) {}

  /// Appends the token of `text`: the same for the same value under the same key.
  void append(Kind kind, std::string_view text, std::string& out);

 private:
  base::Hmac hmac_;
};

inline constexpr std::size_t kLeastKeyBytes = 16;

/// Reads a key: all bytes of a file but a line end behind the last.
/// @throws Error kNotFound, kIo; kInvalidData if it is shorter than kLeastKeyBytes
std::string read_key(const std::filesystem::path& path);

/// Whether others than the owner may read a file.
bool is_open_to_others(const std::filesystem::path& path);

}  // namespace maas::privacy
