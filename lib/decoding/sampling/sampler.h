#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "decoding/sampling/candidates.h"
#include "decoding/sampling/history.h"
#include "decoding/sampling/options.h"

namespace maas::decoding {

/// A token and the natural logarithm of its probability.
struct TokenLogprob {
  std::int32_t token = 0;
  float logprob = 0.0F;
};

/// Which probabilities are told.
enum class LogprobsOf : std::uint8_t {
  kModel,  ///< as the network gave them, as in OpenAI's API
  kDraw,   ///< those that the token was drawn with: after penalties, truncation and temperature
};

struct Choice {
  TokenLogprob token;
  std::vector<TokenLogprob> top;  ///< the most probable, in falling order, equals by their token
};

/// Draws the next token of one sequence. The draw depends on the options, the tokens accepted so
/// far and the logits alone: it is the same in any batch, with any number of threads, and after a
/// sequence was taken up again.
class Sampler {
 public:
  /// @throws Error kUsage as `check`
  Sampler(SamplingOptions options, std::int64_t vocabulary);

  /// Tells of a token of the sequence: of the prompt too, and each one that `next` gave.
  /// @throws Error kInvalidData if the vocabulary does not have it
  void accept(std::int32_t token);

  /// @param logits  [vocabulary]; minus infinity forbids a token; afterwards they are penalized
  /// @throws Error kFailed if all are minus infinity, or one is NaN or infinite
  std::int32_t next(std::span<float> logits);

  /// Does the same and tells probabilities.
  /// @param top  how many of the most probable tokens to tell
  Choice next_with_logprobs(std::span<float> logits, std::int32_t top, LogprobsOf of);

  const SamplingOptions& options() const { return options_; }

 private:
  void check_size(std::span<const float> logits) const;
  void penalize(std::span<float> logits) const;
  void truncate();

  SamplingOptions options_;
  std::int64_t vocabulary_;
  History history_;
  Candidates candidates_;  ///< of the last draw
};

}  // namespace maas::decoding
