#include "tasks/recommendation/item_lists.h"

#include <algorithm>

namespace maas::tasks {

ItemLists::ItemLists(std::int64_t users, std::vector<Pair> pairs)
    : offsets_(static_cast<std::size_t>(users) + 1) {
  std::ranges::sort(pairs);
  const auto repeated = std::ranges::unique(pairs);
  pairs.erase(repeated.begin(), repeated.end());
  items_.reserve(pairs.size());
  for (const auto& [user, item] : pairs) {
    items_.push_back(item);
    ++offsets_[static_cast<std::size_t>(user) + 1];
  }
  for (std::size_t i = 1; i < offsets_.size(); ++i) offsets_[i] += offsets_[i - 1];
}

ItemLists::ItemLists(std::vector<std::int64_t> offsets, std::vector<std::int32_t> items)
    : offsets_(std::move(offsets)), items_(std::move(items)) {}

std::span<const std::int32_t> ItemLists::of(std::int64_t user) const {
  const auto at = static_cast<std::size_t>(user);
  return std::span(items_).subspan(static_cast<std::size_t>(offsets_[at]),
                                   static_cast<std::size_t>(offsets_[at + 1] - offsets_[at]));
}

bool ItemLists::contain(std::int64_t user, std::int64_t item) const {
  return std::ranges::binary_search(of(user), item);
}

}  // namespace maas::tasks
