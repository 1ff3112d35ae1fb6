#pragma once

#include <cstdint>

#include "formats/image/image.h"

namespace maas::formats {

/// Scales a plane of `[from_height, from_width]` to one of `[to_height, to_width]`.
///
/// Bilinear interpolation with pixel centres at halves; shrinking averages over the covered area
/// (a triangle filter as wide as the scale), as Pillow does.
void resample(const float* from, std::int64_t from_height, std::int64_t from_width, float* to,
              std::int64_t to_height, std::int64_t to_width);

/// Returns the picture scaled to another size, rounded to bytes.
Image resized(const Image& image, std::int64_t height, std::int64_t width);

}  // namespace maas::formats
