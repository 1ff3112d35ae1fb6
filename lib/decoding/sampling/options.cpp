#include "decoding/sampling/options.h"

#include <cmath>
#include <limits>
#include <string_view>

#include "maas/error.h"

namespace maas::decoding {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kLargest = std::numeric_limits<float>::max();
constexpr float kSmallest = std::numeric_limits<float>::min();

template <class Value>
void in_range(std::string_view name, Value value, Value least, Value most) {
  if (value >= least && value <= most) return;  // not so for NaN
  fail(ErrorCode::kUsage, "{} is {}, must be between {} and {}", name, value, least, most);
}

void known(std::string_view name, std::int32_t token, std::int64_t vocabulary) {
  if (token >= 0 && token < vocabulary) return;
  fail(ErrorCode::kUsage, "{} names token {}, the vocabulary has {}", name, token, vocabulary);
}

void check_dry(const DryOptions& dry, std::int64_t vocabulary) {
  in_range("dry.multiplier", dry.multiplier, 0.0F, kLargest);
  in_range("dry.base", dry.base, 1.0F, kLargest);
  in_range("dry.allowed_length", dry.allowed_length, 1, std::numeric_limits<std::int32_t>::max());
  in_range("dry.last_n", dry.last_n, -1, std::numeric_limits<std::int32_t>::max());
  for (const std::int32_t token : dry.breakers) known("dry.breakers", token, vocabulary);
}

void check_penalties(const SamplingOptions& options) {
  in_range("repetition_penalty", options.repetition_penalty, kSmallest, kLargest);
  in_range("presence_penalty", options.presence_penalty, -kLargest, kLargest);
  in_range("frequency_penalty", options.frequency_penalty, -kLargest, kLargest);
  in_range("last_n", options.last_n, -1, std::numeric_limits<std::int32_t>::max());
}

}  // namespace

void check(const SamplingOptions& options, std::int64_t vocabulary) {
  in_range("temperature", options.temperature, 0.0F, kLargest);
  in_range("top_k", options.top_k, 0, std::numeric_limits<std::int32_t>::max());
  in_range("typical_p", options.typical_p, kSmallest, 1.0F);
  in_range("top_p", options.top_p, 0.0F, 1.0F);
  in_range("min_p", options.min_p, 0.0F, 1.0F);
  check_penalties(options);
  check_dry(options.dry, vocabulary);
  for (const auto& [token, bias] : options.logit_bias) {
    known("logit_bias", token, vocabulary);
    in_range("logit_bias", bias, -kInfinity, kLargest);
  }
}

}  // namespace maas::decoding
