#pragma once

#include "decoding/families/family.h"

namespace maas::decoding {

/// Qwen 2 and 2.5 (https://arxiv.org/abs/2407.10671): Llama with biases of queries, keys and
/// values.
Decoder qwen2(const Config& config);

}  // namespace maas::decoding
