#pragma once

#include <cstdint>
#include <vector>

#include "decoding/config.h"

namespace maas::decoding {

/// How the vectors of a text's tokens become one, as sentence-transformers names it.
enum class Pooling : std::uint8_t {
  kCls,           ///< the first token's
  kMax,           ///< the largest of each element
  kMean,          ///< the mean
  kMeanSqrtLen,   ///< the sum over the root of the length
  kWeightedMean,  ///< the mean, a token weighing as much as its position from 1 on
  kLastToken,     ///< the last token's
};

/// What pooling makes: the results of several ways, one behind the other.
struct PoolingOptions {
  std::vector<Pooling> ways{Pooling::kMean};
  bool with_prompt = true;  ///< the tokens of a prompt take part
};

/// Reads the `config.json` of a pooling module.
/// @throws Error kInvalidData if it names no way of pooling, or one that is not known
PoolingOptions pooling_of(const Config& config);

/// Pools vectors [count, width] to [width].
/// @pre count > 0
void pool(Pooling way, const float* tokens, std::int64_t count, std::int64_t width, float* pooled);

}  // namespace maas::decoding
