#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace maas::base {

/// Returns the most frequent texts, the most frequent first; among equally frequent ones those that
/// sort first.
/// @param counts  a map from texts, which the result points into, to how often each is there
/// @param most  texts at the most
/// @param least_often  rarer ones are left out
template <class Counts>
std::vector<std::string_view> most_frequent(const Counts& counts, std::size_t most,
                                            std::int64_t least_often = 1) {
  std::vector<std::pair<std::int64_t, std::string_view>> ranked;
  for (const auto& [text, count] : counts) {
    if (count >= least_often) ranked.emplace_back(-count, text);
  }
  std::ranges::sort(ranked);
  if (ranked.size() > most) ranked.resize(most);
  std::vector<std::string_view> texts;
  for (const auto& [rank, text] : ranked) texts.push_back(text);
  return texts;
}

}  // namespace maas::base
