#pragma once

#include <set>
#include <string>
#include <string_view>

#include "base/hashing.h"

namespace maas::test {

/// Returns all single insertions, deletions, replacements and swaps, with letters drawn at random.
inline std::set<std::string> mutants_of(const std::string& word, base::Random& random) {
  constexpr std::string_view kLetters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  const auto letter = [&] { return kLetters[random.below(kLetters.size())]; };
  std::set<std::string> mutants;
  for (std::size_t i = 0; i <= word.size(); ++i) {
    mutants.insert(std::string(word).insert(i, 1, letter()));
    if (i == word.size()) break;
    mutants.insert(std::string(word).erase(i, 1));
    mutants.insert(std::string(word).replace(i, 1, 1, letter()));
    if (i + 1 == word.size()) break;
    std::string swapped = word;
    std::swap(swapped[i], swapped[i + 1]);
    mutants.insert(swapped);
  }
  mutants.erase(word);
  return mutants;
}

}  // namespace maas::test
