#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "text/tokenizer/models/vocabulary.h"

namespace maas::text {

/// Tokens by their bytes from the front.
class Trie {
 public:
  using Node = std::uint32_t;
  static constexpr Node kRoot = 0;

  explicit Trie(const Vocabulary& vocabulary);

  /// Returns the node one byte further, or nothing.
  std::optional<Node> next(Node node, char byte) const;
  /// Returns the token that ends here, or -1.
  std::int32_t token(Node node) const { return tokens_[node]; }

 private:
  std::vector<Node> children_;       ///< of each node the first; they lie side by side, in order
  std::vector<std::uint8_t> bytes_;  ///< that lead to each node
  std::vector<std::int32_t> tokens_;
  std::array<Node, 256> roots_{};  ///< children of the root; 0: none
};

}  // namespace maas::text
