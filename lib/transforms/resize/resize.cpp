#include "transforms/resize/resize.h"

#include <algorithm>
#include <cmath>

#include "maas/error.h"

namespace maas::transforms {
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

class Resize final : public Transform {
 public:
  explicit Resize(const ResizeOptions& options) : options_(options) {}

  void apply(Image& image, base::Random&) const override {
    const ImageShape from = image.shape;
    const ImageShape to = output(from);
    if (from == to) return;
    const auto columns = taps_of(from.width, to.width);
    const auto rows = taps_of(from.height, to.height);
    std::vector<float> wide(static_cast<std::size_t>(from.height * to.width));
    std::vector<float> result(static_cast<std::size_t>(to.elements()));
    for (std::int64_t channel = 0; channel < from.channels; ++channel) {
      filter(image.plane(channel), 1, from.width, wide.data(), 1, to.width, from.height, columns);
      filter(wide.data(), to.width, 1, result.data() + channel * to.height * to.width, to.width, 1,
             to.width, rows);
    }
    image.shape = to;
    image.pixels = std::move(result);
  }

  ImageShape output(const ImageShape& input) const override {
    return {input.channels, options_.height, options_.width};
  }

  void record(PreprocessorConfig& config) const override {
    if (!config.mean.empty()) {
      throw failure_with_hint(ErrorCode::kInvalidRecipe, "list resize first",
                              "resize comes after normalize in data.preprocess");
    }
    if (config.size) {
      fail(ErrorCode::kInvalidRecipe, "resize is listed twice in data.preprocess");
    }
    config.size = {options_.height, options_.width};
  }

 private:
  ResizeOptions options_;
};

}  // namespace

std::unique_ptr<Transform> make_resize(const ResizeOptions& options) {
  return std::make_unique<Resize>(options);
}

}  // namespace maas::transforms
