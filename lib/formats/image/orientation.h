#pragma once

#include <cstddef>
#include <span>

#include "formats/image/image.h"

namespace maas::formats {

/// Returns EXIF's orientation, 1 to 8: how the stored picture has to be turned and mirrored to be
/// shown. What is missing or malformed is 1: as it is stored.
///
/// @param exif  a TIFF header and what follows it, behind `Exif\0\0` or not
int orientation_of(std::span<const std::byte> exif);

/// Whether the shown picture has the stored one's height as its width.
inline bool exchanges_sides(int orientation) {
  return orientation >= 5;
}

/// Turns and mirrors a picture as it is stored into how it is shown.
Image oriented(Image stored, int orientation);

}  // namespace maas::formats
