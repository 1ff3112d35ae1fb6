#include "transforms/thumbnail.h"

#include <algorithm>
#include <cmath>

#include "formats/image/image.h"
#include "transforms/resize/resize.h"

namespace maas::transforms {
namespace {

void shrink(Image& image, std::int64_t longest) {
  const std::int64_t side = std::max(image.shape.height, image.shape.width);
  if (side <= longest) return;
  const auto scaled = [&](std::int64_t length) {
    return std::max<std::int64_t>(1, (length * longest + side / 2) / side);
  };
  base::Random unused(0);
  make_resize({.height = scaled(image.shape.height), .width = scaled(image.shape.width)})
      ->apply(image, unused);
}

std::uint8_t byte_of(float value) {
  return static_cast<std::uint8_t>(std::lround(255 * std::clamp(value, 0.0f, 1.0f)));
}

}  // namespace

std::string thumbnail(Image image, std::int64_t longest) {
  if (image.shape.channels != 3) {
    image.resize({.channels = 1, .height = image.shape.height, .width = image.shape.width});
  }
  shrink(image, longest);
  formats::Image bytes{
      .channels = image.shape.channels, .height = image.shape.height, .width = image.shape.width};
  bytes.pixels.resize(image.pixels.size());
  std::transform(image.pixels.begin(), image.pixels.end(), bytes.pixels.begin(), byte_of);
  return formats::encode_png(bytes);
}

}  // namespace maas::transforms
