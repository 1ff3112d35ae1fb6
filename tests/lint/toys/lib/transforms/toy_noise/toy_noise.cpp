#include "transforms/toy_noise/toy_noise.h"

#include <algorithm>

namespace maas::transforms {
namespace {

class ToyNoise final : public Transform {
 public:
  explicit ToyNoise(double strength) : strength_(strength) {}

  void apply(Image& image, base::Random& random) const override {
    for (float& pixel : image.pixels) {
      const double change = strength_ * (2 * random.uniform() - 1);
      pixel = std::clamp(pixel + static_cast<float>(change), 0.0F, 1.0F);
    }
  }

  bool is_random() const override { return true; }

 private:
  double strength_;
};

}  // namespace

std::unique_ptr<Transform> make_toy_noise(const ToyNoiseOptions& options) {
  return std::make_unique<ToyNoise>(options.strength);
}

}  // namespace maas::transforms
