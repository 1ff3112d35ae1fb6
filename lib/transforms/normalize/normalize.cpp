#include "transforms/normalize/normalize.h"

#include "maas/error.h"

namespace maas::transforms {
namespace {

class Normalize final : public Transform {
 public:
  explicit Normalize(const NormalizeOptions& options) : options_(options) {}

  void apply(Image& image, base::Random&) const override {
    const std::int64_t area = image.shape.height * image.shape.width;
    for (std::int64_t channel = 0; channel < image.shape.channels; ++channel) {
      const auto index = static_cast<std::size_t>(channel);
      const auto mean = static_cast<float>(options_.mean[index]);
      const auto scale = static_cast<float>(1 / options_.std[index]);
      float* plane = image.plane(channel);
      for (std::int64_t i = 0; i < area; ++i) plane[i] = (plane[i] - mean) * scale;
    }
  }

  ImageShape output(const ImageShape& input) const override {
    if (input.channels != static_cast<std::int64_t>(options_.mean.size())) {
      fail(ErrorCode::kInvalidRecipe, "normalize has {} channels, the pictures have {}",
           options_.mean.size(), input.channels);
    }
    return input;
  }

  bool standardizes() const override { return true; }

  void record(PreprocessorConfig& config) const override {
    if (!config.mean.empty()) {
      fail(ErrorCode::kInvalidRecipe, "normalize is listed twice in data.preprocess");
    }
    config.mean = options_.mean;
    config.std = options_.std;
  }

 private:
  NormalizeOptions options_;
};

}  // namespace

std::unique_ptr<Transform> make_normalize(const NormalizeOptions& options) {
  if (options.mean.empty() || options.mean.size() != options.std.size()) {
    fail(ErrorCode::kInvalidRecipe, "normalize takes a mean and a std per channel, not {} and {}",
         options.mean.size(), options.std.size());
  }
  return std::make_unique<Normalize>(options);
}

}  // namespace maas::transforms
