#include "decoding/rotary.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace maas::decoding {
namespace {

using Kind = RotaryScaling::Kind;
using Frequencies = std::vector<double>;

Frequencies plain(double theta, std::int64_t pairs) {
  Frequencies frequencies;
  for (std::int64_t i = 0; i < pairs; ++i) {
    frequencies.push_back(std::pow(theta, -static_cast<double>(i) / static_cast<double>(pairs)));
  }
  return frequencies;
}

/// Long waves are stretched by the factor, short ones are left, those between are blended.
/// @see Llama 3.1, https://arxiv.org/abs/2407.21783
void stretch_llama3(const RotaryScaling& scaling, Frequencies& frequencies) {
  const auto context = static_cast<double>(scaling.original_context);
  for (double& frequency : frequencies) {
    const double turns = context * frequency / (2 * std::numbers::pi);
    const double blend =
        std::clamp((turns - scaling.low_frequency_factor) /
                       (scaling.high_frequency_factor - scaling.low_frequency_factor),
                   0.0, 1.0);
    frequency *= (1 - blend) / scaling.factor + blend;
  }
}

/// @see YaRN, https://arxiv.org/abs/2309.00071
void stretch_yarn(const RotaryScaling& scaling, double theta, Frequencies& frequencies) {
  const auto pairs = static_cast<double>(frequencies.size());
  const auto context = static_cast<double>(scaling.original_context);
  const auto pair_of_turns = [&](double turns) {
    return pairs * std::log(context / (turns * 2 * std::numbers::pi)) / std::log(theta);
  };
  const double low = std::max(std::floor(pair_of_turns(scaling.beta_fast)), 0.0);
  double high = std::min(std::ceil(pair_of_turns(scaling.beta_slow)), 2 * pairs - 1);
  if (low == high) high += 0.001;
  for (std::size_t i = 0; i < frequencies.size(); ++i) {
    const double ramp = std::clamp((static_cast<double>(i) - low) / (high - low), 0.0, 1.0);
    frequencies[i] *= ramp / scaling.factor + (1 - ramp);
  }
}

Frequencies divided(Frequencies frequencies, const std::vector<double>& factors) {
  for (std::size_t i = 0; i < factors.size(); ++i) frequencies[i] /= factors[i];
  return frequencies;
}

double long_rope_scale(const RotaryScaling& scaling, std::int64_t context) {
  const double factor =
      static_cast<double>(context) / static_cast<double>(scaling.original_context);
  if (factor <= 1) return 1;
  return std::sqrt(1 + std::log(factor) / std::log(static_cast<double>(scaling.original_context)));
}

double scale_of(const RotaryScaling& scaling, std::int64_t context) {
  if (scaling.attention_factor > 0) return scaling.attention_factor;
  if (scaling.kind == Kind::kYarn && scaling.factor > 1) return 0.1 * std::log(scaling.factor) + 1;
  return scaling.kind == Kind::kLongRope ? long_rope_scale(scaling, context) : 1;
}

}  // namespace

RotaryAngles::RotaryAngles(const Rotary& rotary, std::int64_t made_for, std::int64_t context)
    : scale_(static_cast<float>(scale_of(rotary.scaling, made_for))) {
  const RotaryScaling& scaling = rotary.scaling;
  Frequencies frequencies = plain(rotary.theta, rotary.pairs);
  switch (scaling.kind) {
    case Kind::kNone:
    case Kind::kDynamic:  // as it is within the context; no more is read
      break;
    case Kind::kLinear:
      for (double& frequency : frequencies) frequency /= scaling.factor;
      break;
    case Kind::kLlama3:
      stretch_llama3(scaling, frequencies);
      break;
    case Kind::kYarn:
      stretch_yarn(scaling, rotary.theta, frequencies);
      break;
    case Kind::kLongRope:
      frequencies = divided(std::move(frequencies), context > scaling.original_context
                                                        ? scaling.long_factors
                                                        : scaling.short_factors);
      break;
  }
  frequencies_.assign(frequencies.begin(), frequencies.end());
}

void RotaryAngles::at(std::int64_t position, float* cosines, float* sines) const {
  for (std::size_t i = 0; i < frequencies_.size(); ++i) {
    const float angle = static_cast<float>(position) * frequencies_[i];
    cosines[i] = std::cos(angle) * scale_;
    sines[i] = std::sin(angle) * scale_;
  }
}

}  // namespace maas::decoding
