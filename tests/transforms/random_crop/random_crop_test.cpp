#include "transforms/random_crop/random_crop.h"

#include <set>

#include "support/support.h"
#include "transforms/pictures.h"

namespace maas::transforms {
namespace {

/// The window that begins at `top`, `left` of the picture padded with `pad` zeros.
std::vector<float> window(const Image& image, std::int64_t pad, std::int64_t top,
                          std::int64_t left) {
  const auto& [channels, height, width] = image.shape;
  std::vector<float> pixels;
  for (std::int64_t c = 0; c < channels; ++c) {
    for (std::int64_t row = top - pad; row < top - pad + height; ++row) {
      for (std::int64_t column = left - pad; column < left - pad + width; ++column) {
        const bool inside = row >= 0 && row < height && column >= 0 && column < width;
        pixels.push_back(inside ? image.plane(c)[row * width + column] : 0.0f);
      }
    }
  }
  return pixels;
}

/// Every window of the padded picture.
std::set<std::vector<float>> windows(const Image& image, std::int64_t pad) {
  std::set<std::vector<float>> all;
  for (std::int64_t top = 0; top <= 2 * pad; ++top) {
    for (std::int64_t left = 0; left <= 2 * pad; ++left) {
      all.insert(window(image, pad, top, left));
    }
  }
  return all;
}

TEST(RandomCrop, CutsEveryWindowOfThePaddedPictureAndNoOther) {
  const Image image = counting({2, 4, 3});
  const auto crop = make_random_crop({.pad = 2});
  std::set<std::vector<float>> seen;
  for (std::uint64_t key = 0; key < 1000; ++key) seen.insert(applied(*crop, image, key).pixels);
  EXPECT_EQ(seen, windows(image, 2));
}

TEST(RandomCrop, OfNoPaddingLeavesThePicture) {
  const Image image = counting({1, 3, 3});
  EXPECT_EQ(applied(*make_random_crop({.pad = 0}), image, 7).pixels, image.pixels);
}

TEST(RandomCrop, MayPadByMoreThanThePicture) {
  const Image image = counting({1, 2, 2});
  const auto crop = make_random_crop({.pad = 5});
  const auto allowed = windows(image, 5);
  for (std::uint64_t key = 0; key < 200; ++key) {
    EXPECT_TRUE(allowed.contains(applied(*crop, image, key).pixels)) << key;
  }
}

}  // namespace
}  // namespace maas::transforms
