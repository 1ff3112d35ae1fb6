#include "transforms/hflip/hflip.h"

#include "support/support.h"
#include "transforms/pictures.h"

namespace maas::transforms {
namespace {

using ::testing::ElementsAre;

TEST(Hflip, MirrorsEachRowOfEachChannel) {
  const Image image = applied(*make_hflip({.p = 1}), counting({2, 2, 3}));
  EXPECT_THAT(image.pixels, ElementsAre(3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10));
}

TEST(Hflip, OfProbabilityZeroLeavesEveryPicture) {
  const auto never = make_hflip({.p = 0});
  for (std::uint64_t key = 0; key < 100; ++key) {
    EXPECT_EQ(applied(*never, counting({1, 1, 3}), key).pixels, counting({1, 1, 3}).pixels);
  }
}

TEST(Hflip, MirrorsTheShareThatWasAskedFor) {
  const auto flip = make_hflip({.p = 0.25});
  int mirrored = 0;
  for (std::uint64_t key = 0; key < 4000; ++key) {
    mirrored += applied(*flip, counting({1, 1, 2}), key).pixels[0] == 2;
  }
  EXPECT_NEAR(mirrored, 1000, 110);  // four standard deviations
}

}  // namespace
}  // namespace maas::transforms
