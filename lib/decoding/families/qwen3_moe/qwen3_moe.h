#pragma once

#include "decoding/families/family.h"

namespace maas::decoding {

/// Qwen 3 with experts (https://arxiv.org/abs/2505.09388).
Decoder qwen3_moe(const Config& config);

}  // namespace maas::decoding
