#pragma once

#include <cstddef>
#include <string_view>

#include "privacy/characters.h"
#include "privacy/token_text.h"

/// Whether what stands beside a number makes it a part of something longer. A token counts like
/// the word that it replaced, so that masking twice is masking once.
namespace maas::privacy {

/// Whether one of the characters that meet at `at` is of ASCII, the other of a script that is
/// written without blanks: a word ends there.
bool changes_script(std::string_view text, std::size_t at);

inline bool is_word_before(std::string_view text, std::size_t at) {
  const char last = before(text, at);
  return (is_word(last) && !changes_script(text, at)) ||
         (last == '>' && ends_with_token(text.substr(0, at)));
}

inline bool is_word_after(std::string_view text, std::size_t end) {
  const char next = at_or_nul(text, end);
  return (is_word(next) && !changes_script(text, end)) ||
         (next == '<' && token_length(text, end) != 0);
}

/// Returns where the word that begins at `at` ends.
inline std::size_t end_of_word(std::string_view text, std::size_t at) {
  if (!is_word(at_or_nul(text, at))) return at;
  do {
    ++at;
  } while (is_word(at_or_nul(text, at)) && !changes_script(text, at));
  return at;
}

/// Whether a number that begins at `at` goes on to the left: `x4`, `1.4`, `id-4`, `2/4`.
inline bool is_joined_left(std::string_view text, std::size_t at) {
  if (is_word_before(text, at)) return true;
  const char last = before(text, at);
  return (last == '.' || last == '-' || last == '/' || last == '+') && is_word_before(text, at - 1);
}

/// Whether a number that ends before `end` goes on to the right: `4x`, `4.1`, `4-id`, `4/2`.
inline bool is_joined_right(std::string_view text, std::size_t end) {
  if (is_word_after(text, end)) return true;
  const char first = at_or_nul(text, end);
  return (first == '.' || first == '-' || first == '/') && is_word_after(text, end + 1);
}

}  // namespace maas::privacy
