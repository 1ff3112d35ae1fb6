#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace maas::decoding {

/// Guesses how a text goes on: as it did the last time that its last few tokens stood in it. A
/// network reads guesses along with the last token, and each that was right is a step saved.
///
/// What guesses save is measured against the steps without one; where they lose they pause.
/// @see prompt lookup decoding, https://github.com/apoorvumang/prompt-lookup-decoding
class PromptLookup {
 public:
  /// Returns the guessed tokens behind the last one; none while it pauses.
  /// @param tokens  prompt and text so far; each call has those of the one before as its front
  std::vector<std::int32_t> guess(std::span<const std::int32_t> tokens);

  /// Tells what a step gave.
  /// @param guesses  that were read in it
  /// @param made  tokens that it made
  void learn(std::int64_t guesses, std::int64_t made, double seconds);

 private:
  void index(std::span<const std::int32_t> tokens);
  bool is_losing() const;

  std::unordered_map<std::uint64_t, std::int64_t> ends_;  ///< of the last place of each few tokens
  std::int64_t indexed_ = 0;
  double plain_seconds_ = 0;    ///< of a step without guesses, averaged
  double guessed_seconds_ = 0;  ///< of a token made by a step with guesses, averaged
  std::int64_t guessed_steps_ = 0;
  std::int64_t pause_ = 0;  ///< steps without a guess that are left
};

}  // namespace maas::decoding
