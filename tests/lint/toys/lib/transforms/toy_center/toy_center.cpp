#include "transforms/toy_center/toy_center.h"

#include "maas/error.h"

namespace maas::transforms {
namespace {

class ToyCenter final : public Transform {
 public:
  void apply(Image& image, base::Random&) const override {
    for (float& pixel : image.pixels) pixel = 2 * pixel - 1;
  }

  ImageShape output(const ImageShape& input) const override {
    if (input.channels == 1) return input;
    fail(ErrorCode::kInvalidRecipe, "toy-center takes gray pictures, these have {} channels",
         input.channels);
  }

  bool standardizes() const override { return true; }

  void record(PreprocessorConfig& config) const override {
    config.mean = {0.5};
    config.std = {0.5};
  }
};

}  // namespace

std::unique_ptr<Transform> make_toy_center(const ToyCenterOptions&) {
  return std::make_unique<ToyCenter>();
}

}  // namespace maas::transforms
