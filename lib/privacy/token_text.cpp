#include "privacy/token_text.h"

#include <algorithm>

namespace maas::privacy {

std::size_t token_length(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '<') return 0;
  const std::string_view rest = text.substr(at + 1);
  for (const std::string_view kind : kKindNames) {
    const std::size_t length = 1 + kind.size() + 1 + kLettersInToken + 1;
    if (!rest.starts_with(kind) || at + length > text.size()) continue;
    const std::string_view letters = rest.substr(kind.size() + 1, kLettersInToken);
    if (rest[kind.size()] == ':' && text[at + length - 1] == '>' &&
        letters.find_first_not_of(kTokenLetters) == letters.npos) {
      return length;
    }
  }
  return 0;
}

bool ends_with_token(std::string_view text) {
  if (!text.ends_with('>')) return false;
  const std::size_t begin = text.rfind('<');
  return begin != text.npos && token_length(text, begin) == text.size() - begin;
}

}  // namespace maas::privacy
