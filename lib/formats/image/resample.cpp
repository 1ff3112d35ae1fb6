#include "formats/image/resample.h"

#include <algorithm>
#include <cmath>

namespace maas::formats {
namespace {

/// What one output position takes from the input positions `first`, `first + 1`, ...
struct Taps {
  std::int64_t first = 0;
  std::vector<float> weights;
};

std::vector<Taps> taps_of(std::int64_t from, std::int64_t to) {
  const double scale = static_cast<double>(from) / static_cast<double>(to);
  const double radius = std::max(1.0, scale);
  std::vector<Taps> all(static_cast<std::size_t>(to));
  for (std::int64_t at = 0; at < to; ++at) {
    const double centre = (static_cast<double>(at) + 0.5) * scale;
    Taps& taps = all[static_cast<std::size_t>(at)];
    taps.first = std::max<std::int64_t>(0, std::llround(std::ceil(centre - radius - 0.5)));
    const std::int64_t last =
        std::min<std::int64_t>(from - 1, std::llround(std::floor(centre + radius - 0.5)));
    double total = 0;
    for (std::int64_t i = taps.first; i <= last; ++i) {
      const double distance = std::abs(static_cast<double>(i) + 0.5 - centre) / radius;
      taps.weights.push_back(static_cast<float>(std::max(0.0, 1 - distance)));
      total += taps.weights.back();
    }
    for (float& weight : taps.weights) weight /= static_cast<float>(total);
  }
  return all;
}

/// Filters `lines` lines of values `stride` apart; line starts are `line_stride` apart.
void filter(const float* from, std::int64_t from_stride, std::int64_t from_line, float* to,
            std::int64_t to_stride, std::int64_t to_line, std::int64_t lines,
            const std::vector<Taps>& taps) {
  for (std::int64_t line = 0; line < lines; ++line) {
    for (std::size_t at = 0; at < taps.size(); ++at) {
      float sum = 0;
      for (std::size_t k = 0; k < taps[at].weights.size(); ++k) {
        const std::int64_t position = taps[at].first + static_cast<std::int64_t>(k);
        sum += taps[at].weights[k] * from[line * from_line + position * from_stride];
      }
      to[line * to_line + static_cast<std::int64_t>(at) * to_stride] = sum;
    }
  }
}

}  // namespace

void resample(const float* from, std::int64_t from_height, std::int64_t from_width, float* to,
              std::int64_t to_height, std::int64_t to_width) {
  std::vector<float> wide(static_cast<std::size_t>(from_height * to_width));
  filter(from, 1, from_width, wide.data(), 1, to_width, from_height, taps_of(from_width, to_width));
  filter(wide.data(), to_width, 1, to, to_width, 1, to_width, taps_of(from_height, to_height));
}

Image resized(const Image& image, std::int64_t height, std::int64_t width) {
  if (image.height == height && image.width == width) return image;
  Image result{.channels = image.channels, .height = height, .width = width};
  result.pixels.resize(static_cast<std::size_t>(result.shape().elements()));
  std::vector<float> plane(static_cast<std::size_t>(height * width));
  for (std::int64_t channel = 0; channel < image.channels; ++channel) {
    const auto first = image.pixels.begin() + channel * image.height * image.width;
    const std::vector<float> source(first, first + image.height * image.width);
    resample(source.data(), image.height, image.width, plane.data(), height, width);
    std::ranges::transform(
        plane, result.pixels.begin() + channel * height * width,
        [](float value) { return static_cast<std::uint8_t>(std::lround(value)); });
  }
  return result;
}

}  // namespace maas::formats
