#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "transforms/image.h"

namespace maas::transforms {

/// Decodes a picture to floats in 0..1.
///
/// @param channels  1: grey, 3: colour, whatever the file holds
/// @param background  what shows through transparent pixels
/// @throws Error kInvalidData as formats::decode_image; `origin` names it
void decode(std::span<const std::byte> file, const std::string& origin, std::int64_t channels,
            formats::Rgb background, Image& image);

}  // namespace maas::transforms
