#pragma once

#include <cstdint>
#include <map>
#include <vector>

namespace maas::decoding {

/// Don't Repeat Yourself: a token that would continue what already followed the same words loses
/// `multiplier * base^(length - allowed_length)`, where `length` tokens are the same.
struct DryOptions {
  float multiplier = 0.0F;  ///< 0: off
  float base = 1.75F;       ///< at least 1
  std::int32_t allowed_length = 2;
  std::int32_t last_n = -1;            ///< tokens that are looked at; -1: all
  std::vector<std::int32_t> breakers;  ///< tokens that end what counts as the same
};

/// How the next token is drawn. The steps are those of llama.cpp's default chain, in its order:
/// bias, penalties, DRY, top-k, typical, top-p, min-p, temperature.
struct SamplingOptions {
  float temperature = 1.0F;         ///< 0: the most probable, the first among equals
  std::int32_t top_k = 0;           ///< keeps the k most probable; 0: all
  float typical_p = 1.0F;           ///< keeps the mass p that is closest to the entropy; 1: all
  float top_p = 1.0F;               ///< keeps the most probable up to the mass p; 1: all
  float min_p = 0.0F;               ///< keeps what has p times the probability of the best
  float repetition_penalty = 1.0F;  ///< divides a logit above 0, multiplies one below; 1: off
  float presence_penalty = 0.0F;    ///< subtracted once
  float frequency_penalty = 0.0F;   ///< subtracted for each time
  std::int32_t last_n = 64;         ///< tokens that penalties look at; 0: none, -1: all
  DryOptions dry;
  std::map<std::int32_t, float> logit_bias;  ///< added to a token's logit; minus infinity forbids
  std::uint64_t seed = 0;
};

/// @throws Error kUsage naming the first option that is out of its range, or a token that is beyond
///   the vocabulary
void check(const SamplingOptions& options, std::int64_t vocabulary);

}  // namespace maas::decoding
