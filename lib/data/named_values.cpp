#include "data/named_values.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "data/rows.h"

namespace maas::data {

std::int32_t NamedValues::add(const std::string& text) {
  const auto [found, is_new] = numbers_.emplace(text, static_cast<std::int32_t>(texts_.size()));
  if (is_new) texts_.push_back(text);
  return found->second;
}

std::vector<std::string> NamedValues::sorted() const {
  std::vector<std::string> sorted;
  for (const std::int32_t number : order()) {
    sorted.push_back(texts_[static_cast<std::size_t>(number)]);
  }
  return sorted;
}

void NamedValues::renumber(std::vector<std::int32_t>& numbers) const {
  std::vector<std::int32_t> ranks(texts_.size());
  std::int32_t rank = 0;
  for (const std::int32_t number : order()) ranks[static_cast<std::size_t>(number)] = rank++;
  for (std::int32_t& number : numbers) {
    if (number >= 0) number = ranks[static_cast<std::size_t>(number)];
  }
}

std::vector<std::int32_t> NamedValues::order() const {
  const auto is_number = [](const std::string& text) { return number_of(text).has_value(); };
  const bool by_number = std::ranges::all_of(texts_, is_number);
  std::vector<std::int32_t> order(texts_.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, {}, [&](std::int32_t number) {
    const std::string& text = texts_[static_cast<std::size_t>(number)];
    return std::pair<double, const std::string&>(by_number ? *number_of(text) : 0.0, text);
  });
  return order;
}

}  // namespace maas::data
