#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "privacy/kinds.h"

/// How a token is written: `<email:kqzvbnmtwrhdlpsx>`, sixteen consonants behind the kind, which
/// spell no word and look like no number.
namespace maas::privacy {

inline constexpr std::string_view kTokenLetters = "bcdfghjklmnpqrstvwxz";
inline constexpr std::size_t kLettersInToken = 16;

/// Returns the length of the token that begins at `at`, or 0.
std::size_t token_length(std::string_view text, std::size_t at);

/// Whether the last characters are a token.
bool ends_with_token(std::string_view text);

}  // namespace maas::privacy
