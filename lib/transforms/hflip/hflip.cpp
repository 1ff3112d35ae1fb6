#include "transforms/hflip/hflip.h"

#include <algorithm>

namespace maas::transforms {
namespace {

class Hflip final : public Transform {
 public:
  explicit Hflip(double p) : p_(p) {}

  void apply(Image& image, base::Random& random) const override {
    if (random.uniform() >= p_) return;
    const std::int64_t rows = image.shape.channels * image.shape.height;
    for (std::int64_t row = 0; row < rows; ++row) {
      float* start = image.pixels.data() + row * image.shape.width;
      std::reverse(start, start + image.shape.width);
    }
  }

  bool is_random() const override { return true; }

 private:
  double p_;
};

}  // namespace

std::unique_ptr<Transform> make_hflip(const HflipOptions& options) {
  return std::make_unique<Hflip>(options.p);
}

}  // namespace maas::transforms
