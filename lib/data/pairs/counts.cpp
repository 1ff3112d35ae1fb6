#include "data/pairs/counts.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "base/strings.h"
#include "data/draft_text.h"

namespace maas::data {
namespace {

constexpr std::size_t kMostRatings = 20;
constexpr std::size_t kTenths = 10;

using Numbers = std::unordered_map<std::string_view, std::uint64_t>;

std::uint64_t number_in(Numbers& numbers, std::string_view name) {
  return numbers.emplace(name, numbers.size()).first->second;
}

std::vector<Count> counts_of_tenths(const std::map<double, std::int64_t>& ratings) {
  const double low = ratings.begin()->first;
  const double width = (ratings.rbegin()->first - low) / static_cast<double>(kTenths);
  std::vector<Count> counts(kTenths);
  for (std::size_t i = 0; i < kTenths; ++i) {
    const double from = low + width * static_cast<double>(i);
    counts[i].name = fmt::format("{:.4g} to {:.4g}", from, from + width);
  }
  for (const auto& [rating, count] : ratings) {
    const auto tenth = static_cast<std::size_t>((rating - low) / width);
    counts[std::min(tenth, kTenths - 1)].samples += count;
  }
  return counts;
}

}  // namespace

PairCounts count_pairs(const Pairs& pairs) {
  PairCounts counts{.smallest = pairs.rating(0), .largest = pairs.rating(0)};
  Numbers users;
  Numbers items;
  std::unordered_set<std::uint64_t> rated;
  for (std::int64_t i = 0; i < pairs.size(); ++i) {
    const std::uint64_t user = number_in(users, pairs.user(i));
    const std::uint64_t item = number_in(items, pairs.item(i));
    if (!rated.insert(user << 32 | item).second) ++counts.repeated;
    const double rating = pairs.rating(i);
    counts.smallest = std::min(counts.smallest, rating);
    counts.largest = std::max(counts.largest, rating);
    counts.mean += (rating - counts.mean) / static_cast<double>(i + 1);
  }
  counts.users = std::ssize(users);
  counts.items = std::ssize(items);
  counts.density = static_cast<double>(pairs.size()) /
                   (static_cast<double>(counts.users) * static_cast<double>(counts.items));
  return counts;
}

std::vector<Count> rating_counts(const Pairs& pairs) {
  std::map<double, std::int64_t> ratings;
  for (std::int64_t i = 0; i < pairs.size(); ++i) ++ratings[pairs.rating(i)];
  if (ratings.size() > kMostRatings) return counts_of_tenths(ratings);
  std::vector<Count> counts;
  for (const auto& [rating, count] : ratings) counts.push_back({base::shortest(rating), count});
  return counts;
}

std::string counts_text(const PairCounts& counts) {
  return fmt::format("{} {}, {} {}", grouped(counts.users), counts.users == 1 ? "user" : "users",
                     grouped(counts.items), counts.items == 1 ? "item" : "items");
}

}  // namespace maas::data
