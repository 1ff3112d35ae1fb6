#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "decoding/sampling/history.h"

namespace maas::decoding {
namespace {

/// Returns the tokens behind the last breaker: what may be repeated reaches no further back.
std::size_t behind_breaker(std::span<const std::int32_t> tokens,
                           const std::vector<std::int32_t>& breakers) {
  const auto breaks = [&](std::int32_t token) {
    return std::ranges::find(breakers, token) != breakers.end();
  };
  const auto last = std::find_if(tokens.rbegin(), tokens.rend(), breaks);
  return static_cast<std::size_t>(last - tokens.rbegin());
}

/// Returns for each `i` how many tokens that end `i` before the last one are the same as the last
/// ones: the Z-function of the tokens read backwards.
std::vector<std::size_t> lengths_backwards(std::span<const std::int32_t> tokens) {
  const std::size_t count = tokens.size();
  const auto back = [&](std::size_t i) { return tokens[count - 1 - i]; };
  std::vector<std::size_t> lengths(count);
  std::size_t begin = 0;
  std::size_t end = 0;
  for (std::size_t i = 1; i < count; ++i) {
    std::size_t length = i < end ? std::min(end - i, lengths[i - begin]) : 0;
    while (i + length < count && back(length) == back(i + length)) ++length;
    lengths[i] = length;
    if (i + length > end) {
      begin = i;
      end = i + length;
    }
  }
  return lengths;
}

}  // namespace

void penalize_passages(const DryOptions& options, std::span<const std::int32_t> tokens,
                       std::span<float> logits) {
  if (options.last_n >= 0) {
    tokens = tokens.last(std::min(tokens.size(), static_cast<std::size_t>(options.last_n)));
  }
  const auto allowed = static_cast<std::size_t>(options.allowed_length);
  const std::size_t most = behind_breaker(tokens, options.breakers);
  if (most < allowed || tokens.size() <= allowed) return;

  std::unordered_map<std::int32_t, std::size_t> longest;  // by the token that followed
  const std::vector<std::size_t> lengths = lengths_backwards(tokens);
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const std::size_t length = std::min(lengths[i], most);
    if (length < allowed) continue;
    std::size_t& known = longest[tokens[tokens.size() - i]];
    known = std::max(known, length);
  }
  for (const auto& [token, length] : longest) {
    const float grown = std::pow(options.base, static_cast<float>(length - allowed));
    const float penalty = options.multiplier * grown;
    logits[static_cast<std::size_t>(token)] -= std::min(penalty, std::numeric_limits<float>::max());
  }
}

}  // namespace maas::decoding
