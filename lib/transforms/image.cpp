#include "transforms/image.h"

namespace maas::transforms {

void assign_bytes(Image& image, const ImageShape& shape, const std::uint8_t* bytes) {
  image.resize(shape);
  float* __restrict pixels = image.pixels.data();
  const std::size_t count = image.pixels.size();
  for (std::size_t i = 0; i < count; ++i)
    pixels[i] = static_cast<float>(bytes[i]) * (1.0f / 255.0f);
}

void assign_bytes(Image& image, const formats::Image& bytes) {
  assign_bytes(image, bytes.shape(), bytes.pixels.data());
}

}  // namespace maas::transforms
