#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/tokenizer/pieces.h"

namespace maas::text {

/// Finds many texts in another at once, in linear time (Aho and Corasick): of those that begin
/// leftmost the longest, and so on behind it.
class Automaton {
 public:
  struct Match {
    Range range;
    std::size_t text;  ///< which one, by its number
  };

  /// @param texts  none empty, none twice
  explicit Automaton(const std::vector<std::string>& texts);

  std::vector<Match> find(std::string_view text) const;

 private:
  // The automaton reads texts from their end, so that the longest that ends with a byte is the
  // longest that begins there.
  using State = std::uint32_t;
  static constexpr State kRoot = 0;
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  struct Node {
    std::vector<std::pair<char, State>> children;  ///< in the order of the bytes
    State shorter = kRoot;                         ///< the longest end of this that is a state
    std::uint32_t match = kNone;                   ///< the longest text that was just read
  };
  const State* child(State state, char byte) const;
  State next(State state, char byte) const;
  void insert(std::string_view text, std::uint32_t number);
  void link();

  std::vector<Node> nodes_;
  std::vector<std::size_t> lengths_;
  std::array<bool, 256> ends_{};  ///< bytes that texts end with
};

}  // namespace maas::text
