#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "transforms/image.h"

namespace maas::transforms {

/// Decodes a picture to floats in 0..1; what is transparent lies on white.
///
/// @param channels  1: grey, 3: colour, whatever the file holds
/// @throws Error kInvalidData as formats::decode_image; `origin` names it
void decode(std::span<const std::byte> file, const std::string& origin, std::int64_t channels,
            Image& image);

}  // namespace maas::transforms
