#include "decoding/sampling/sampler.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "decoding/sampling/random.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

/// Returns the most probable of the candidates, which stay as they are.
std::vector<TokenLogprob> top_of(Candidates candidates, std::int32_t count, double temperature,
                                 double log_total) {
  keep_top_k(count, candidates);
  std::ranges::stable_sort(candidates, std::greater(), &Candidate::logit);
  std::vector<TokenLogprob> top;
  for (const Candidate& candidate : candidates) {
    const double logprob = static_cast<double>(candidate.logit) / temperature - log_total;
    top.push_back({candidate.token, static_cast<float>(logprob)});
  }
  return top;
}

Choice told(const Candidates& candidates, std::int32_t token, float logit, std::int32_t top,
            double temperature) {
  const double log_total = log_sum(candidates, temperature);
  const double logprob = static_cast<double>(logit) / temperature - log_total;
  return {{token, static_cast<float>(logprob)}, top_of(candidates, top, temperature, log_total)};
}

}  // namespace

Sampler::Sampler(SamplingOptions options, std::int64_t vocabulary)
    : options_(std::move(options)), vocabulary_(vocabulary), history_(options_.last_n) {
  check(options_, vocabulary);
}

void Sampler::accept(std::int32_t token) {
  if (token < 0 || token >= vocabulary_) {
    fail(ErrorCode::kInvalidData, "token {} is not in a vocabulary of {}", token, vocabulary_);
  }
  history_.add(token);
}

std::int32_t Sampler::next(std::span<float> logits) {
  check_size(logits);
  penalize(logits);
  if (options_.temperature == 0) {
    const std::int32_t token = most_probable(logits);
    candidates_.assign(1, {token, logits[static_cast<std::size_t>(token)]});
    return token;
  }
  gather(logits, candidates_);
  truncate();
  const double number = uniform(options_.seed, history_.tokens().size());
  return candidates_[draw(candidates_, options_.temperature, number)].token;
}

Choice Sampler::next_with_logprobs(std::span<float> logits, std::int32_t top, LogprobsOf of) {
  check_size(logits);
  if (of == LogprobsOf::kModel) {
    const std::vector<float> before(logits.begin(), logits.end());
    const std::int32_t token = next(logits);
    gather(before, candidates_);
    return told(candidates_, token, before[static_cast<std::size_t>(token)], top, 1);
  }
  const std::int32_t token = next(logits);
  const double temperature = options_.temperature == 0 ? 1 : options_.temperature;
  return told(candidates_, token, logits[static_cast<std::size_t>(token)], top, temperature);
}

void Sampler::check_size(std::span<const float> logits) const {
  if (static_cast<std::int64_t>(logits.size()) == vocabulary_) return;
  fail(ErrorCode::kInternal, "{} logits for a vocabulary of {}", logits.size(), vocabulary_);
}

void Sampler::penalize(std::span<float> logits) const {
  for (const auto& [token, bias] : options_.logit_bias) {
    logits[static_cast<std::size_t>(token)] += bias;
  }
  penalize_repetition(options_, history_, logits);
  if (options_.dry.multiplier > 0) penalize_passages(options_.dry, history_.tokens(), logits);
}

void Sampler::truncate() {
  if (options_.top_k > 0) keep_top_k(options_.top_k, candidates_);
  if (options_.typical_p < 1) keep_typical(options_.typical_p, candidates_);
  if (options_.top_p < 1) keep_top_p(options_.top_p, candidates_);
  if (options_.min_p > 0) keep_min_p(options_.min_p, candidates_);
}

}  // namespace maas::decoding
