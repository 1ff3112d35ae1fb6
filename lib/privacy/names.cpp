#include "privacy/names.h"

#include <algorithm>

#include "base/files.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "maas/error.h"
#include "privacy/characters.h"
#include "privacy/neighbours.h"
#include "privacy/plain_text.h"

namespace maas::privacy {
namespace {

std::vector<std::string> words_of(std::string_view name) {
  const PlainText plain(name);
  const std::string_view text = plain.text();
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = end_of_word(text, at);
    if (end > at) words.push_back(name_folded(text.substr(at, end - at)));
    at = std::max(end, at + 1);
  }
  return words;
}

/// Where the words end that follow at `at`, or 0 if others do.
std::size_t end_of_words(std::string_view text, std::size_t at,
                         const std::vector<std::string>& words) {
  constexpr std::string_view kBetween = " \t-'.,";
  constexpr std::size_t kMostBetween = 3;
  for (const std::string& word : words) {
    std::size_t begin = at;
    while (begin - at < kMostBetween && begin < text.size() &&
           kBetween.find(text[begin]) != kBetween.npos) {
      ++begin;
    }
    const std::size_t end = end_of_word(text, begin);
    if (begin == at || name_folded(text.substr(begin, end - begin)) != word) return 0;
    at = end;
  }
  return at;
}

}  // namespace

std::string name_folded(std::string_view text) {
  if (base::is_ascii(text)) return base::lowered(text);
  constexpr std::string_view kDotAbove = "\u0307";
  return base::replace_all(base::replace_all(base::case_folded(text), kDotAbove, ""), "ı", "i");
}

void Names::add(std::string_view name) {
  std::vector<std::string> words = words_of(name);
  if (words.empty()) return;
  auto& names = by_first_word_[words.front()];
  words.erase(words.begin());
  const auto is_longer = [](const auto& one, const auto& other) {
    return one.size() > other.size();
  };
  names.insert(std::upper_bound(names.begin(), names.end(), words, is_longer), words);
}

std::size_t Names::match_end(std::string_view text, std::size_t at) const {
  const std::size_t end = end_of_word(text, at);
  const auto found = by_first_word_.find(name_folded(text.substr(at, end - at)));
  if (found == by_first_word_.end()) return 0;
  for (const std::vector<std::string>& words : found->second) {
    if (const std::size_t last = end_of_words(text, end, words)) return last;
  }
  return 0;
}

Names read_names(const std::filesystem::path& path) {
  const std::string list = base::read_file(path);
  if (base::find_invalid_utf8(list) != list.npos) {
    throw failure_with_hint(ErrorCode::kInvalidData, "`iconv -t utf-8` converts it",
                            "'{}': the list is not UTF-8", path.string());
  }
  Names names;
  for (const std::string& line : base::split(list, '\n')) names.add(line);
  if (names.empty()) {
    throw failure_with_hint(ErrorCode::kInvalidData, "write one name on each line",
                            "'{}': there is no name in it", path.string());
  }
  return names;
}

}  // namespace maas::privacy
