#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace maas::text {

/// Which pairs of tokens become one: a table of pairs that is asked for every neighbours of a word.
class MergeTable {
 public:
  struct Merge {
    std::uint32_t rank;  ///< the lower goes first
    std::int32_t id;     ///< of what the two become
  };
  static constexpr std::uint32_t kNever = ~std::uint32_t{0};

  /// @param merges  how many will be added
  explicit MergeTable(std::size_t merges);

  /// A pair that is there already gets the new rank.
  void add(std::int32_t left, std::int32_t right, Merge merge);

  /// Returns the merge of a pair; its rank is kNever if there is none.
  Merge find(std::int32_t left, std::int32_t right) const {
    const std::uint64_t pair = pair_of(left, right);
    for (std::size_t slot = slot_of(pair);; slot = (slot + 1) & mask_) {
      if (slots_[slot].pair == pair) return slots_[slot].merge;
      if (slots_[slot].pair == kFree) return {kNever, -1};
    }
  }

 private:
  static constexpr std::uint64_t kFree = ~std::uint64_t{0};
  struct Slot {
    std::uint64_t pair = kFree;
    Merge merge{kNever, -1};
  };
  static std::uint64_t pair_of(std::int32_t left, std::int32_t right) {
    return static_cast<std::uint64_t>(left) << 32 | static_cast<std::uint32_t>(right);
  }
  std::size_t slot_of(std::uint64_t pair) const {
    return static_cast<std::size_t>(pair * 0x9E3779B97F4A7C15U >> 32) & mask_;
  }

  std::size_t mask_;
  std::vector<Slot> slots_;
};

/// A token of a word that is being merged.
struct Symbol {
  std::int32_t id;
  std::uint32_t length;  ///< bytes of the word
};

/// Merges neighbours until none is left to be merged: the lowest rank first, and of equals the
/// leftmost. Takes n log n steps.
void merge_all(std::vector<Symbol>& symbols, const MergeTable& merges);

}  // namespace maas::text
