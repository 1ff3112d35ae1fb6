#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace maas::tasks {

/// Items by user: four bytes each.
class ItemLists {
 public:
  /// A user and an item, by their numbers.
  using Pair = std::pair<std::int32_t, std::int32_t>;

  /// @param users  how many numbers of users there are
  /// @param pairs  in any order; what is there twice counts once
  ItemLists(std::int64_t users, std::vector<Pair> pairs);

  /// @param offsets  in `items` of each user's first one, and the end; in order
  /// @param items  of each user in order
  ItemLists(std::vector<std::int64_t> offsets, std::vector<std::int32_t> items);

  /// The items of a user in the order of their numbers.
  std::span<const std::int32_t> of(std::int64_t user) const;

  bool contain(std::int64_t user, std::int64_t item) const;

  const std::vector<std::int64_t>& offsets() const { return offsets_; }
  const std::vector<std::int32_t>& items() const { return items_; }

 private:
  std::vector<std::int64_t> offsets_;
  std::vector<std::int32_t> items_;
};

}  // namespace maas::tasks
