#pragma once

#include <cstdint>
#include <numeric>

#include "transforms/transform.h"

namespace maas::transforms {

/// A picture whose pixels count up from 1.
inline Image counting(const ImageShape& shape) {
  Image image;
  image.resize(shape);
  std::iota(image.pixels.begin(), image.pixels.end(), 1.0f);
  return image;
}

/// A picture of random pixels in 0..1.
inline Image noise(const ImageShape& shape, std::uint64_t seed) {
  Image image;
  image.resize(shape);
  base::Random random(seed);
  for (float& pixel : image.pixels) pixel = static_cast<float>(random.uniform());
  return image;
}

inline Image applied(const Transform& transform, Image image, std::uint64_t key = 0) {
  base::Random random(key);
  transform.apply(image, random);
  return image;
}

}  // namespace maas::transforms
