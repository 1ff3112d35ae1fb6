#pragma once

#include <cstdint>
#include <string>

#include "transforms/image.h"

namespace maas::transforms {

/// Returns a PNG file of a picture for people to look at.
///
/// @param longest  pixels of the longer side, to which a larger picture is shrunk; a smaller one
///   stays as it is
/// @note of a picture with neither one nor three channels the first one is shown, in gray
std::string thumbnail(Image image, std::int64_t longest);

}  // namespace maas::transforms
