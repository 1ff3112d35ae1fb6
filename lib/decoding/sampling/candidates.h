#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace maas::decoding {

/// A token that may still be drawn.
struct Candidate {
  std::int32_t token = 0;
  float logit = 0.0F;
};

/// In the order of their tokens.
using Candidates = std::vector<Candidate>;

/// Takes in all tokens whose logit is not minus infinity.
/// @throws Error kFailed if there is none, or a logit is NaN or infinite
void gather(std::span<const float> logits, Candidates& candidates);

/// Returns the token of the largest logit, the first among equals.
/// @throws Error kFailed as `gather`
std::int32_t most_probable(std::span<const float> logits);

/// Returns log(sum(exp(logit / temperature))), without overflow.
double log_sum(const Candidates& candidates, double temperature = 1);

/// Keeps the k of the largest logits; of equals those of the lowest tokens, here and below.
void keep_top_k(std::int32_t k, Candidates& candidates);

/// Keeps the fewest whose information is closest to the entropy (Meister et al. 2022) and whose
/// probabilities sum to `p` at least.
void keep_typical(double p, Candidates& candidates);

/// Keeps the fewest of the largest whose probabilities sum to `p` at least; never none.
void keep_top_p(double p, Candidates& candidates);

/// Keeps those that are `p` times as probable as the most probable one.
void keep_min_p(double p, Candidates& candidates);

/// Returns the index of the candidate that `uniform`, from [0, 1), falls on when their
/// probabilities are laid side by side.
std::size_t draw(const Candidates& candidates, double temperature, double uniform);

}  // namespace maas::decoding
