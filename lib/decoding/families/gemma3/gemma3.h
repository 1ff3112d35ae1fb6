#pragma once

#include "decoding/families/family.h"

namespace maas::decoding {

/// Gemma 3 (https://arxiv.org/abs/2503.19786): norms before and after, mostly sliding windows.
Decoder gemma3(const Config& config);

}  // namespace maas::decoding
