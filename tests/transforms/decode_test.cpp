#include "transforms/decode.h"

#include "formats/image/image.h"
#include "support/support.h"

namespace maas::transforms {
namespace {

using ::testing::ElementsAre;
using ::testing::FloatNear;
using ::testing::Pointwise;

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

TEST(Decode, ScalesBytesToZeroAndOne) {
  const std::string file = formats::encode_png({1, 1, 3, {0, 51, 255}});
  Image image;
  decode(bytes_of(file), "a.png", 1, formats::kWhite, image);
  EXPECT_EQ(image.shape, (ImageShape{1, 1, 3}));
  EXPECT_THAT(image.pixels, Pointwise(FloatNear(1e-7f), {0.0f, 0.2f, 1.0f}));
}

TEST(Decode, RepeatsGreyInThreeChannels) {
  const std::string file = formats::encode_png({1, 1, 2, {0, 255}});
  Image image;
  decode(bytes_of(file), "a.png", 3, formats::kWhite, image);
  EXPECT_THAT(image.pixels, ElementsAre(0, 1, 0, 1, 0, 1));
}

TEST(Decode, NamesABrokenFile) {
  const std::string file = formats::encode_png({1, 8, 8, std::vector<std::uint8_t>(64, 9)});
  Image image;
  EXPECT_ERROR(decode(bytes_of(file).first(file.size() / 2), "half.png", 1, formats::kWhite, image),
               kInvalidData, "half.png");
}

}  // namespace
}  // namespace maas::transforms
