#pragma once

#include <memory>
#include <vector>

#include "feed/source.h"

namespace maas::encoders {

/// Sequences of tokens, one behind the other.
class TokenLists {
 public:
  void add(const std::vector<std::int64_t>& tokens);

  std::span<const std::int32_t> at(std::int64_t sample) const;
  std::int64_t longest() const { return longest_; }
  /// The length of the longest of some.
  std::int64_t longest(feed::Indices samples) const;

 private:
  std::vector<std::int32_t> tokens_;
  std::vector<std::size_t> ends_;  ///< of each list, in `tokens_`
  std::int64_t longest_ = 0;
};

/// The parts of sequences of tokens: `ids` [B, T] int64, padded with zeros to the longest of the
/// batch, and `lengths` [B] int64.
feed::Parts token_parts(std::shared_ptr<const TokenLists> lists);

}  // namespace maas::encoders
