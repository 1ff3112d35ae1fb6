#pragma once

#include "decoding/families/family.h"

namespace maas::decoding {

/// GPT-2 (Radford et al. 2019): learned positions, layer norms, weights kept transposed.
Decoder gpt2(const Config& config);

}  // namespace maas::decoding
