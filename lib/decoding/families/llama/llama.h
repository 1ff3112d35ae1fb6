#pragma once

#include "decoding/families/family.h"

namespace maas::decoding {

/// Llama 1 to 3 (https://arxiv.org/abs/2307.09288) and those that share its `model_type`, SmolLM2
/// among them.
Decoder llama(const Config& config);

/// Mistral and Ministral: Llama with a sliding window in all layers, or in those that `layer_types`
/// names.
Decoder mistral(const Config& config);

/// SmolLM3: Llama, some of whose layers know no positions.
Decoder smollm3(const Config& config);

}  // namespace maas::decoding
