#include "text/tokenizer/models/merges.h"

#include <algorithm>
#include <array>
#include <bit>
#include <queue>

namespace maas::text {
namespace {

using Merge = MergeTable::Merge;

constexpr std::size_t kFew = 40;

/// Looks at all pairs for each merge, which is the faster way for few.
void merge_few(std::vector<Symbol>& symbols, const MergeTable& merges) {
  std::array<Merge, kFew> pairs;  // of each symbol with the next
  std::size_t count = symbols.size();
  const auto pair_at = [&](std::size_t i) { return merges.find(symbols[i].id, symbols[i + 1].id); };
  for (std::size_t i = 0; i + 1 < count; ++i) pairs[i] = pair_at(i);
  while (count > 1) {
    std::size_t best = 0;
    for (std::size_t i = 1; i + 1 < count; ++i) {
      if (pairs[i].rank < pairs[best].rank) best = i;
    }
    if (pairs[best].rank == MergeTable::kNever) break;
    symbols[best] = {pairs[best].id, symbols[best].length + symbols[best + 1].length};
    --count;
    for (std::size_t i = best + 1; i < count; ++i) {
      symbols[i] = symbols[i + 1];
      pairs[i - 1] = pairs[i];
    }
    if (best + 1 < count) pairs[best] = pair_at(best);
    if (best > 0) pairs[best - 1] = pair_at(best - 1);
  }
  symbols.resize(count);
}

/// What may be merged, and where it begins. It is out of date if one of the two has changed.
struct Candidate {
  std::uint32_t rank;
  std::uint32_t at;
  std::int32_t id;
  bool operator>(const Candidate& other) const {
    return rank != other.rank ? rank > other.rank : at > other.at;
  }
};

constexpr std::uint32_t kEnd = ~std::uint32_t{0};

/// A list whose members know their neighbours, with the candidates in a heap.
class MergeQueue {
 public:
  MergeQueue(std::vector<Symbol>& symbols, const MergeTable& merges)
      : symbols_(symbols), merges_(merges), links_(symbols.size()) {
    const auto count = static_cast<std::uint32_t>(symbols.size());
    for (std::uint32_t i = 0; i < count; ++i) {
      links_[i] = {i == 0 ? kEnd : i - 1, i + 1 == count ? kEnd : i + 1};
    }
    for (std::uint32_t i = 0; i + 1 < count; ++i) offer(i);
  }

  void run() {
    while (!queue_.empty()) {
      const Candidate top = queue_.top();
      queue_.pop();
      if (is_current(top)) merge(top);
    }
    std::size_t kept = 0;
    for (std::uint32_t i = 0; i != kEnd; i = links_[i].next) symbols_[kept++] = symbols_[i];
    symbols_.resize(kept);
  }

 private:
  struct Links {
    std::uint32_t before;
    std::uint32_t next;
  };

  void offer(std::uint32_t at) {
    const Merge merge = merges_.find(symbols_[at].id, symbols_[links_[at].next].id);
    if (merge.rank != MergeTable::kNever) queue_.push({merge.rank, at, merge.id});
  }

  bool is_current(const Candidate& candidate) const {
    const std::uint32_t next = links_[candidate.at].next;
    if (symbols_[candidate.at].length == kGone || next == kEnd) return false;
    const Merge merge = merges_.find(symbols_[candidate.at].id, symbols_[next].id);
    return merge.rank != MergeTable::kNever && merge.id == candidate.id;
  }

  void merge(const Candidate& candidate) {
    const std::uint32_t at = candidate.at;
    const std::uint32_t gone = links_[at].next;
    symbols_[at] = {candidate.id, symbols_[at].length + symbols_[gone].length};
    symbols_[gone].length = kGone;
    links_[at].next = links_[gone].next;
    if (links_[at].next != kEnd) {
      links_[links_[at].next].before = at;
      offer(at);
    }
    if (links_[at].before != kEnd) offer(links_[at].before);
  }

  static constexpr std::uint32_t kGone = ~std::uint32_t{0};
  std::vector<Symbol>& symbols_;
  const MergeTable& merges_;
  std::vector<Links> links_;
  std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> queue_;
};

}  // namespace

MergeTable::MergeTable(std::size_t merges)
    : mask_(std::bit_ceil(2 * merges + 2) - 1), slots_(mask_ + 1) {}

void MergeTable::add(std::int32_t left, std::int32_t right, Merge merge) {
  const std::uint64_t pair = pair_of(left, right);
  std::size_t slot = slot_of(pair);
  while (slots_[slot].pair != kFree && slots_[slot].pair != pair) slot = (slot + 1) & mask_;
  slots_[slot] = {pair, merge};
}

void merge_all(std::vector<Symbol>& symbols, const MergeTable& merges) {
  if (symbols.size() < 2) return;
  if (symbols.size() <= kFew) {
    merge_few(symbols, merges);
  } else {
    MergeQueue(symbols, merges).run();
  }
}

}  // namespace maas::text
