#include "decoding/prompt_lookup.h"

#include <algorithm>

namespace maas::decoding {
namespace {

/// Tokens that must have stood in the text before.
constexpr std::int64_t kMatched = 3;
constexpr std::int64_t kMostGuesses = 6;
/// Steps with guesses before it is judged whether they gain, and those without one after they lost.
constexpr std::int64_t kTrial = 8;
constexpr std::int64_t kPause = 64;
constexpr double kNewest = 0.2;  ///< weight of the newest time in an average

std::uint64_t key_of(std::span<const std::int32_t> few) {
  std::uint64_t key = 0;
  for (const std::int32_t token : few) {
    key = key * 0x100000001b3ULL + static_cast<std::uint64_t>(token) + 1;
  }
  return key;
}

std::span<const std::int32_t> few_before(std::span<const std::int32_t> tokens, std::int64_t end) {
  return tokens.subspan(static_cast<std::size_t>(end - kMatched), kMatched);
}

void average(double& mean, double value) {
  mean = mean == 0 ? value : (1 - kNewest) * mean + kNewest * value;
}

}  // namespace

std::vector<std::int32_t> PromptLookup::guess(std::span<const std::int32_t> tokens) {
  index(tokens);
  const std::int64_t length = std::ssize(tokens);
  if (length <= kMatched) return {};
  if (pause_ > 0) {
    --pause_;
    return {};
  }
  const auto last = few_before(tokens, length);
  const auto found = ends_.find(key_of(last));
  if (found == ends_.end() || !std::ranges::equal(last, few_before(tokens, found->second))) {
    return {};
  }
  const std::int64_t count = std::min(kMostGuesses, length - found->second);
  const auto guesses =
      tokens.subspan(static_cast<std::size_t>(found->second), static_cast<std::size_t>(count));
  return {guesses.begin(), guesses.end()};
}

/// Notes where each few tokens end, but for the last ones, which would find themselves.
void PromptLookup::index(std::span<const std::int32_t> tokens) {
  for (indexed_ = std::max(indexed_, kMatched); indexed_ < std::ssize(tokens); ++indexed_) {
    ends_[key_of(few_before(tokens, indexed_))] = indexed_;
  }
}

void PromptLookup::learn(std::int64_t guesses, std::int64_t made, double seconds) {
  if (guesses == 0) return average(plain_seconds_, seconds);
  average(guessed_seconds_, seconds / static_cast<double>(made));
  if (++guessed_steps_ < kTrial || !is_losing()) return;
  pause_ = kPause;
  guessed_steps_ = 0;
  guessed_seconds_ = 0;
}

bool PromptLookup::is_losing() const {
  return plain_seconds_ > 0 && guessed_seconds_ > plain_seconds_;
}

}  // namespace maas::decoding
