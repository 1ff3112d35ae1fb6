#include "transforms/random_crop/random_crop.h"

#include <algorithm>

namespace maas::transforms {
namespace {

/// Moves a plane by whole rows and columns in place of padding and cutting; zeros come in.
void shift(float* plane, const ImageShape& shape, std::int64_t down, std::int64_t right,
           std::vector<float>& scratch) {
  scratch.assign(static_cast<std::size_t>(shape.height * shape.width), 0.0f);
  const std::int64_t first_column = std::max<std::int64_t>(0, right);
  const std::int64_t last_column = std::min(shape.width, shape.width + right);
  for (std::int64_t row = std::max<std::int64_t>(0, down);
       row < std::min(shape.height, shape.height + down) && first_column < last_column; ++row) {
    const float* source = plane + (row - down) * shape.width;
    std::copy(source + first_column - right, source + last_column - right,
              scratch.data() + row * shape.width + first_column);
  }
  std::copy(scratch.begin(), scratch.end(), plane);
}

class RandomCrop final : public Transform {
 public:
  explicit RandomCrop(std::int64_t pad) : pad_(pad) {}

  void apply(Image& image, base::Random& random) const override {
    const auto places = static_cast<std::uint64_t>(2 * pad_ + 1);
    const std::int64_t down = pad_ - static_cast<std::int64_t>(random.below(places));
    const std::int64_t right = pad_ - static_cast<std::int64_t>(random.below(places));
    thread_local std::vector<float> scratch;
    for (std::int64_t channel = 0; channel < image.shape.channels; ++channel) {
      shift(image.plane(channel), image.shape, down, right, scratch);
    }
  }

  bool is_random() const override { return true; }

 private:
  std::int64_t pad_;
};

}  // namespace

std::unique_ptr<Transform> make_random_crop(const RandomCropOptions& options) {
  return std::make_unique<RandomCrop>(options.pad);
}

}  // namespace maas::transforms
