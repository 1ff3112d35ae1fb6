#include "decoding/sampling/history.h"

namespace maas::decoding {

void History::add(std::int32_t token) {
  tokens_.push_back(token);
  if (last_n_ == 0) return;
  ++counts_[token];
  const auto window = static_cast<std::size_t>(last_n_);
  if (last_n_ > 0 && tokens_.size() > window) forget(tokens_[tokens_.size() - window - 1]);
}

void History::forget(std::int32_t token) {
  const auto found = counts_.find(token);
  if (--found->second == 0) counts_.erase(found);
}

void penalize_repetition(const SamplingOptions& options, const History& history,
                         std::span<float> logits) {
  for (const auto& [token, count] : history.counts()) {
    float& logit = logits[static_cast<std::size_t>(token)];
    logit = logit > 0 ? logit / options.repetition_penalty : logit * options.repetition_penalty;
    logit -= static_cast<float>(count) * options.frequency_penalty + options.presence_penalty;
  }
}

}  // namespace maas::decoding
