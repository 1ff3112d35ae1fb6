#include "privacy/blanks.h"

#include <algorithm>

#include "base/utf8.h"
#include "privacy/characters.h"

namespace maas::privacy {
namespace {

bool is_beyond_ascii(char c) {
  return is_in(c, kBeyondAsciiClass);
}

}  // namespace

std::string_view with_blanks(std::string_view text, std::string& storage) {
  if (std::none_of(text.begin(), text.end(), is_beyond_ascii)) return text;
  storage = text;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_beyond_ascii(text[at])) {
      ++at;
      continue;
    }
    const base::CodePoint point = base::first_code_point(text.substr(at));
    if (point.length > 0 && !base::is_of_word(point.value)) {
      std::fill_n(storage.begin() + static_cast<std::ptrdiff_t>(at), point.length, ' ');
    }
    at += std::max<std::size_t>(1, point.length);
  }
  return storage;
}

}  // namespace maas::privacy
