#include "decoding/sampling/candidates.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "maas/error.h"

namespace maas::decoding {
namespace {

constexpr float kLowest = -std::numeric_limits<float>::infinity();

[[noreturn]] void refuse(std::span<const float> logits) {
  for (std::size_t token = 0; token < logits.size(); ++token) {
    if (logits[token] < std::numeric_limits<float>::infinity()) continue;
    fail(ErrorCode::kFailed, "the logit of token {} is {}", token, logits[token]);
  }
  fail(ErrorCode::kFailed, "no token can follow: all {} logits are -inf", logits.size());
}

float largest_of(const Candidates& candidates) {
  float largest = kLowest;
  for (const Candidate& candidate : candidates) largest = std::max(largest, candidate.logit);
  return largest;
}

/// What ranks a candidate: smaller keys come first, then lower tokens.
struct Ranked {
  double key = 0.0;
  std::int32_t token = 0;
  double probability = 0.0;

  bool operator<(const Ranked& other) const {
    return key != other.key ? key < other.key : token < other.token;
  }
};

using Iterator = std::vector<Ranked>::iterator;

/// Returns the last of the fewest first ones whose probabilities sum to `mass`: halves are split
/// off, so that what is never kept is never sorted.
Ranked last_within(double mass, Iterator begin, Iterator end) {
  while (end - begin > 1) {
    const Iterator middle = begin + (end - begin) / 2;
    std::nth_element(begin, middle, end);
    double front = 0;
    for (Iterator each = begin; each != middle; ++each) front += each->probability;
    if (front >= mass) {
      end = middle;
    } else {
      mass -= front;
      begin = middle;
    }
  }
  return *begin;
}

/// Finds the last candidate that is kept, in the order of `key(log(probability))`, without an order
/// of all: masses are summed up by ranges of keys, and only the range in which `p` is reached is
/// looked at closely. What is less probable than `least` is known not to be kept.
template <class Key>
class MassSearch {
 public:
  MassSearch(const Candidates& candidates, double log_total, double least, const Key& key)
      : candidates_(candidates), log_total_(log_total), least_(least), key_(key) {
    for_each([&](double log_probability, std::int32_t /*token*/) {
      first_ = std::min(first_, key_(log_probability));
      last_ = std::max(last_, key_(log_probability));
    });
  }

  Ranked last_within(double p) const {
    std::vector<double> masses(kRanges + 1, 0.0);
    for_each([&](double log_probability, std::int32_t /*token*/) {
      masses[range_of(key_(log_probability))] += std::exp(log_probability);
    });
    std::size_t reached = 0;
    const std::size_t furthest = range_of(last_);
    while (reached < furthest && masses[reached] < p) p -= masses[reached++];

    std::vector<Ranked> ranked;
    for_each([&](double log_probability, std::int32_t token) {
      const double key = key_(log_probability);
      if (range_of(key) == reached) ranked.push_back({key, token, std::exp(log_probability)});
    });
    return decoding::last_within(p, ranked.begin(), ranked.end());
  }

 private:
  static constexpr std::size_t kRanges = 1024;

  template <class Use>
  void for_each(const Use& use) const {
    for (const Candidate& candidate : candidates_) {
      const double log_probability = static_cast<double>(candidate.logit) - log_total_;
      if (log_probability >= least_) use(log_probability, candidate.token);
    }
  }

  std::size_t range_of(double key) const {
    const double width = std::max(last_ - first_, std::numeric_limits<double>::min());
    return static_cast<std::size_t>((key - first_) / width * kRanges);
  }

  const Candidates& candidates_;
  double log_total_;
  double least_;
  const Key& key_;
  double first_ = std::numeric_limits<double>::infinity();
  double last_ = -std::numeric_limits<double>::infinity();
};

/// Keeps the first ones by `key(log(probability))` whose probabilities sum to `p`.
template <class Key>
void keep_mass(double p, double log_total, double least, Candidates& candidates, const Key& key) {
  const Ranked last = MassSearch(candidates, log_total, least, key).last_within(p);
  std::erase_if(candidates, [&](const Candidate& candidate) {
    const double log_probability = static_cast<double>(candidate.logit) - log_total;
    return last < Ranked{key(log_probability), candidate.token};
  });
}

}  // namespace

void gather(std::span<const float> logits, Candidates& candidates) {
  candidates.clear();
  for (std::size_t token = 0; token < logits.size(); ++token) {
    const float logit = logits[token];
    if (!(logit < std::numeric_limits<float>::infinity())) refuse(logits);
    if (logit > kLowest) candidates.push_back({static_cast<std::int32_t>(token), logit});
  }
  if (candidates.empty()) refuse(logits);
}

std::int32_t most_probable(std::span<const float> logits) {
  bool is_sound = true;
  float largest = kLowest;
  for (const float logit : logits) {
    is_sound &= logit < std::numeric_limits<float>::infinity();
    largest = std::max(largest, logit);
  }
  if (!is_sound || largest == kLowest) refuse(logits);
  return static_cast<std::int32_t>(std::ranges::find(logits, largest) - logits.begin());
}

double log_sum(const Candidates& candidates, double temperature) {
  const double largest = largest_of(candidates);
  double sum = 0;
  for (const Candidate& candidate : candidates) {
    sum += std::exp((static_cast<double>(candidate.logit) - largest) / temperature);
  }
  return largest / temperature + std::log(sum);
}

void keep_top_k(std::int32_t k, Candidates& candidates) {
  const auto count = static_cast<std::size_t>(k);
  if (count >= candidates.size()) return;
  const auto is_before = [](const Candidate& a, const Candidate& b) {
    return a.logit != b.logit ? a.logit > b.logit : a.token < b.token;
  };
  // The last of the best so far is in front; few of the others get past it.
  Candidates best(candidates.begin(), candidates.begin() + k);
  std::ranges::make_heap(best, is_before);
  for (std::size_t i = count; count > 0 && i < candidates.size(); ++i) {
    if (!is_before(candidates[i], best.front())) continue;
    std::ranges::pop_heap(best, is_before);
    best.back() = candidates[i];
    std::ranges::push_heap(best, is_before);
  }
  std::ranges::sort(best, {}, &Candidate::token);
  candidates.assign(best.begin(), best.end());
}

void keep_typical(double p, Candidates& candidates) {
  const double log_total = log_sum(candidates);
  double entropy = 0;
  for (const Candidate& candidate : candidates) {
    const double log_probability = static_cast<double>(candidate.logit) - log_total;
    entropy -= std::exp(log_probability) * log_probability;
  }
  keep_mass(p, log_total, kLowest, candidates,
            [&](double log_probability) { return std::abs(log_probability + entropy); });
}

void keep_top_p(double p, Candidates& candidates) {
  // Those below 1 - p divided by their number have together less than what may be left out.
  const double least = std::log((1 - p) / static_cast<double>(candidates.size()));
  keep_mass(p, log_sum(candidates), least, candidates,
            [](double log_probability) { return -log_probability; });
}

void keep_min_p(double p, Candidates& candidates) {
  const double least = largest_of(candidates) + std::log(p);
  std::erase_if(candidates, [&](const Candidate& candidate) {
    return static_cast<double>(candidate.logit) < least;
  });
}

std::size_t draw(const Candidates& candidates, double temperature, double uniform) {
  const double largest = largest_of(candidates);
  const auto weight = [&](std::size_t i) {
    return std::exp((static_cast<double>(candidates[i].logit) - largest) / temperature);
  };
  constexpr std::size_t kBlock = 512;
  std::vector<double> blocks;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (i % kBlock == 0) blocks.push_back(0);
    blocks.back() += weight(i);
  }
  double left = uniform * std::accumulate(blocks.begin(), blocks.end(), 0.0);
  std::size_t block = 0;
  while (block + 1 < blocks.size() && left >= blocks[block]) left -= blocks[block++];

  std::size_t drawn = block * kBlock;
  for (std::size_t i = drawn; i < std::min(candidates.size(), (block + 1) * kBlock); ++i) {
    const double here = weight(i);
    if (here > 0) drawn = i;
    left -= here;
    if (left < 0) break;
  }
  return drawn;
}

}  // namespace maas::decoding
