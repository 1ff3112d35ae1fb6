#pragma once

#include "decoding/families/family.h"

namespace maas::decoding {

/// OLMo 2 (https://arxiv.org/abs/2501.00656): norms after, queries and keys normalised as wholes.
Decoder olmo2(const Config& config);

}  // namespace maas::decoding
