#include "privacy/token_text.h"

#include <algorithm>

namespace maas::privacy {
namespace {

constexpr std::size_t kLongestKind =
    std::ranges::max(kKindNames, {}, &std::string_view::size).size();
constexpr std::size_t kLongestToken = std::size("<:>") - 1 + kLongestKind + kLettersInToken;

}  // namespace

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
  const std::string_view end = text.substr(text.size() - std::min(text.size(), kLongestToken));
  const std::size_t begin = end.rfind('<');
  return begin != end.npos && token_length(end, begin) == end.size() - begin;
}

}  // namespace maas::privacy
