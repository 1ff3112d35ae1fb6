#include "data/pictures/moments.h"

#include <algorithm>
#include <cmath>

namespace maas::data {
namespace {

constexpr double kScale = 255;

}  // namespace

double Moments::mean() const {
  return count_ == 0 ? 0 : static_cast<double>(sum_) / static_cast<double>(count_) / kScale;
}

double Moments::deviation() const {
  if (count_ == 0) return 0;
  const double square = static_cast<double>(squares_) / static_cast<double>(count_);
  return std::sqrt(std::max(0.0, square / (kScale * kScale) - mean() * mean()));
}

void add_picture(std::vector<Moments>& moments, const formats::Image& picture) {
  const auto channels = static_cast<std::size_t>(picture.channels);
  if (moments.size() < channels) moments.resize(channels);
  const std::int64_t area = picture.height * picture.width;
  for (std::size_t c = 0; c < channels; ++c) {
    moments[c].add(picture.pixels.data() + static_cast<std::int64_t>(c) * area, area);
  }
}

}  // namespace maas::data
