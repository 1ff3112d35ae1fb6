#include "transforms/thumbnail.h"

#include "formats/image/image.h"
#include "support/support.h"

namespace maas::transforms {
namespace {

using ::testing::ElementsAre;

formats::Image decoded(const std::string& png) {
  return formats::decode_image(std::as_bytes(std::span(png)), "thumbnail");
}

TEST(Thumbnail, OfASmallPictureHasItsPixels) {
  const formats::Image shown = decoded(thumbnail({{1, 1, 3}, {0.0f, 0.5f, 1.0f}}, 8));
  EXPECT_EQ(shown.channels, 1);
  EXPECT_THAT(shown.pixels, ElementsAre(0, 128, 255));
}

TEST(Thumbnail, KeepsColours) {
  const formats::Image shown = decoded(thumbnail({{3, 1, 1}, {1.0f, 0.0f, 0.2f}}, 8));
  EXPECT_THAT(shown.pixels, ElementsAre(255, 0, 51));
}

TEST(Thumbnail, OfTwoChannelsShowsTheFirst) {
  const formats::Image shown = decoded(thumbnail({{2, 1, 2}, {1.0f, 0.0f, 0.2f, 0.2f}}, 8));
  EXPECT_THAT(shown.pixels, ElementsAre(255, 0));
}

TEST(Thumbnail, ShrinksTheLongerSideToTheLimit) {
  const Image wide{{1, 30, 600}, std::vector<float>(30 * 600, 0.5f)};
  const formats::Image shown = decoded(thumbnail(wide, 100));
  EXPECT_EQ(shown.width, 100);
  EXPECT_EQ(shown.height, 5);
}

TEST(Thumbnail, OfALineKeepsOnePixelOfItsShorterSide) {
  const Image line{{1, 1, 1000}, std::vector<float>(1000, 0.5f)};
  EXPECT_EQ(decoded(thumbnail(line, 10)).height, 1);
}

TEST(Thumbnail, TakesValuesBeyondTheRange) {
  EXPECT_THAT(decoded(thumbnail({{1, 1, 2}, {-1.0f, 7.0f}}, 8)).pixels, ElementsAre(0, 255));
}

}  // namespace
}  // namespace maas::transforms
