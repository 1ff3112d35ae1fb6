#include "transforms/resize/resize.h"

#include "formats/image/resample.h"
#include "maas/error.h"

namespace maas::transforms {
namespace {

class Resize final : public Transform {
 public:
  explicit Resize(const ResizeOptions& options) : options_(options) {}

  void apply(Image& image, base::Random&) const override {
    const ImageShape from = image.shape;
    const ImageShape to = output(from);
    if (from == to) return;
    std::vector<float> result(static_cast<std::size_t>(to.elements()));
    for (std::int64_t channel = 0; channel < from.channels; ++channel) {
      formats::resample(image.plane(channel), from.height, from.width,
                        result.data() + channel * to.height * to.width, to.height, to.width);
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
