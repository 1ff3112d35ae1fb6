#pragma once

#include "decoding/families/family.h"

namespace maas::decoding {

/// Phi 3 and 4 mini (https://arxiv.org/abs/2404.14219): Llama with joined matrices, and positions
/// of which a part turns.
Decoder phi3(const Config& config);

}  // namespace maas::decoding
