#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "decoding/sampling/options.h"

namespace maas::decoding {

/// The tokens of a sequence so far, and how often each is among the last of them.
class History {
 public:
  /// @param last_n  tokens that are counted; -1: all
  explicit History(std::int32_t last_n) : last_n_(last_n) {}

  void add(std::int32_t token);

  std::span<const std::int32_t> tokens() const { return tokens_; }
  const std::unordered_map<std::int32_t, std::int32_t>& counts() const { return counts_; }

 private:
  void forget(std::int32_t token);

  std::int32_t last_n_;
  std::vector<std::int32_t> tokens_;
  std::unordered_map<std::int32_t, std::int32_t> counts_;
};

/// Lowers the logits of tokens that were there, by `repetition_penalty`, `presence_penalty` and
/// `frequency_penalty`.
void penalize_repetition(const SamplingOptions& options, const History& history,
                         std::span<float> logits);

/// Lowers the logits of tokens that would repeat a passage; linear in the tokens so far.
void penalize_passages(const DryOptions& options, std::span<const std::int32_t> tokens,
                       std::span<float> logits);

}  // namespace maas::decoding
