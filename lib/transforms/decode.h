#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "transforms/image.h"

namespace maas::transforms {

/// Decodes a PNG or JPEG file to floats in 0..1.
///
/// @param channels  1: grey, 3: colour, whatever the file holds
/// @throws Error kInvalidData if it is neither, or broken; `origin` names it
void decode(std::span<const std::byte> file, const std::string& origin, std::int64_t channels,
            Image& image);

}  // namespace maas::transforms
