#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace maas::text {

/// Remembers the tokens of short words that came lately: a table of fixed size, in which a word
/// takes the place of another. Any number of threads may use one; none waits.
class WordCache {
 public:
  static constexpr std::size_t kMostBytes = 24;
  static constexpr std::size_t kMostTokens = 8;
  using Tokens = std::array<std::int32_t, kMostTokens>;

  WordCache();

  /// @returns the number of the word's tokens; 0 if it is not known
  std::size_t find(std::string_view word, Tokens& tokens) const;

  /// A word that is too long, or of too many tokens, is passed over.
  void put(std::string_view word, std::span<const std::int32_t> tokens);

 private:
  /// A version, odd while somebody writes, with both lengths; the word; the tokens.
  struct alignas(64) Slot {
    std::array<std::atomic<std::uint64_t>, 8> words{};
  };
  std::unique_ptr<Slot[]> slots_;
};

}  // namespace maas::text
