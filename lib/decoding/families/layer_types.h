#pragma once

#include "decoding/config.h"
#include "decoding/specification.h"

namespace maas::decoding {

/// Gives layers the `sliding_window` of a config: those that `layer_types` calls
/// `sliding_attention`.
/// @param without_types  whether all have it where there are no types
/// @throws Error kInvalidData if a type is not known, or there is not one for each layer
void apply_windows(const Config& config, bool without_types, Specification& specification);

}  // namespace maas::decoding
