#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "formats/image/image.h"

namespace maas::transforms {

using formats::ImageShape;

/// A picture of floats in 0..1, [C, H, W]; buffers are reused from sample to sample.
struct Image {
  ImageShape shape;
  std::vector<float> pixels;

  float* plane(std::int64_t channel) {
    return pixels.data() + channel * shape.height * shape.width;
  }
  const float* plane(std::int64_t channel) const {
    return pixels.data() + channel * shape.height * shape.width;
  }

  void resize(const ImageShape& to) {
    shape = to;
    pixels.resize(static_cast<std::size_t>(to.elements()));
  }
};

/// Sets the picture from bytes, scaled to 0..1.
void assign_bytes(Image& image, const ImageShape& shape, const std::uint8_t* bytes);
void assign_bytes(Image& image, const formats::Image& bytes);

}  // namespace maas::transforms
