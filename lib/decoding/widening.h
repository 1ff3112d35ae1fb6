#pragma once

#include <span>

#include "decoding/memory.h"
#include "decoding/tensor_source.h"

namespace maas::decoding {

/// Whether weights of this type are multiplied as they lie in their file.
bool is_direct(formats::BlockType type);

/// Widens blocks of few bits to f16, on all cores.
Memory widened(const SourceTensor& blocks);

}  // namespace maas::decoding
