#include "text/tokenizer/models/trie.h"

#include <algorithm>
#include <string_view>

namespace maas::text {
namespace {

/// Tokens that begin alike, in their order.
struct Group {
  std::size_t first;
  std::size_t last;
  std::size_t depth;  ///< bytes that they share
};

std::vector<std::int32_t> in_order(const Vocabulary& vocabulary) {
  std::vector<std::int32_t> ids;
  for (std::int32_t id = 0; id < vocabulary.end(); ++id) {
    if (!vocabulary.token(id).empty()) ids.push_back(id);
  }
  std::ranges::sort(ids, {}, [&](std::int32_t id) { return vocabulary.token(id); });
  return ids;
}

}  // namespace

Trie::Trie(const Vocabulary& vocabulary) : bytes_{0}, tokens_{-1} {
  const std::vector<std::int32_t> ids = in_order(vocabulary);
  std::vector<Group> groups{{0, ids.size(), 0}};  // of each node
  for (std::size_t node = 0; node < groups.size(); ++node) {
    children_.push_back(static_cast<Node>(groups.size()));
    auto [first, last, depth] = groups[node];
    if (first < last && vocabulary.token(ids[first]).size() == depth) tokens_[node] = ids[first++];
    while (first < last) {
      const char byte = vocabulary.token(ids[first])[depth];
      std::size_t end = first + 1;
      while (end < last && vocabulary.token(ids[end])[depth] == byte) ++end;
      groups.push_back({first, end, depth + 1});
      bytes_.push_back(static_cast<std::uint8_t>(byte));
      tokens_.push_back(-1);
      first = end;
    }
  }
  children_.push_back(static_cast<Node>(groups.size()));
  for (Node child = children_[0]; child < children_[1]; ++child) roots_[bytes_[child]] = child;
}

std::optional<Trie::Node> Trie::next(Node node, char byte) const {
  const auto label = static_cast<std::uint8_t>(byte);
  if (node == kRoot) return roots_[label] == 0 ? std::nullopt : std::optional(roots_[label]);
  const auto first = bytes_.begin() + children_[node];
  const auto last = bytes_.begin() + children_[node + 1];
  const auto found = std::lower_bound(first, last, label);
  if (found == last || *found != label) return std::nullopt;
  return static_cast<Node>(found - bytes_.begin());
}

}  // namespace maas::text
