#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace maas::transforms {

/// Channels, rows and columns of a picture.
struct ImageShape {
  std::int64_t channels = 0;
  std::int64_t height = 0;
  std::int64_t width = 0;
  std::int64_t elements() const { return channels * height * width; }
  friend bool operator==(const ImageShape&, const ImageShape&) = default;
};

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

}  // namespace maas::transforms
