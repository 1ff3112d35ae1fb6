#pragma once

#include "decoding/families/family.h"

namespace maas::decoding {

/// Qwen 3 (https://arxiv.org/abs/2505.09388): Llama whose heads' queries and keys are normalised.
Decoder qwen3(const Config& config);

}  // namespace maas::decoding
