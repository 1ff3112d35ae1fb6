#include "decoding/encoder/pooling.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "kernels/vector.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

constexpr std::string_view kPrefix = "pooling_mode_";

/// In the order in which sentence-transformers joins them.
constexpr std::pair<std::string_view, Pooling> kWays[] = {
    {"cls_token", Pooling::kCls},
    {"max_tokens", Pooling::kMax},
    {"mean_tokens", Pooling::kMean},
    {"mean_sqrt_len_tokens", Pooling::kMeanSqrtLen},
    {"weightedmean_tokens", Pooling::kWeightedMean},
    {"lasttoken", Pooling::kLastToken}};

void check_key(const Config& config, const std::string& key) {
  if (!key.starts_with(kPrefix)) return;
  const std::string_view name = std::string_view(key).substr(kPrefix.size());
  if (std::ranges::any_of(kWays, [&](const auto& way) { return way.first == name; })) return;
  fail(ErrorCode::kInvalidData, "{}: '{}' is no way of pooling that is known", config.name(), key);
}

/// `sum` of the vectors, each times `weight(its position)`.
template <class WeightOf>
void add_up(const float* tokens, std::int64_t count, std::int64_t width, float* sum,
            WeightOf weight) {
  std::fill_n(sum, width, 0.0F);
  for (std::int64_t i = 0; i < count; ++i) {
    kernels::add_scaled(sum, tokens + i * width, weight(i), width);
  }
}

void take_largest(const float* tokens, std::int64_t count, std::int64_t width, float* largest) {
  std::copy_n(tokens, width, largest);
  for (std::int64_t i = 1; i < count; ++i) {
    for (std::int64_t e = 0; e < width; ++e) {
      largest[e] = std::max(largest[e], tokens[i * width + e]);
    }
  }
}

}  // namespace

PoolingOptions pooling_of(const Config& config) {
  PoolingOptions options;
  options.ways.clear();
  options.with_prompt = config.flag_or("include_prompt", true);
  for (const auto& [key, value] : config.json().items()) check_key(config, key);
  for (const auto& [name, way] : kWays) {
    const std::string key = std::string(kPrefix) + std::string(name);
    if (config.flag_or(key.c_str(), false)) options.ways.push_back(way);
  }
  if (options.ways.empty()) {
    fail(ErrorCode::kInvalidData, "{}: no 'pooling_mode_...' is true", config.name());
  }
  return options;
}

void pool(Pooling way, const float* tokens, std::int64_t count, std::int64_t width, float* pooled) {
  const auto length = static_cast<float>(count);
  switch (way) {
    case Pooling::kCls:
      std::copy_n(tokens, width, pooled);
      return;
    case Pooling::kLastToken:
      std::copy_n(tokens + (count - 1) * width, width, pooled);
      return;
    case Pooling::kMax:
      return take_largest(tokens, count, width, pooled);
    case Pooling::kMean:
      return add_up(tokens, count, width, pooled, [&](std::int64_t) { return 1 / length; });
    case Pooling::kMeanSqrtLen:
      return add_up(tokens, count, width, pooled,
                    [&](std::int64_t) { return 1 / std::sqrt(length); });
    case Pooling::kWeightedMean:
      return add_up(tokens, count, width, pooled, [&](std::int64_t i) {
        return 2 * static_cast<float>(i + 1) / (length * (length + 1));
      });
  }
}

}  // namespace maas::decoding
