#include "transforms/resize/resize.h"

#include "formats/json/json.h"
#include "support/support.h"
#include "transforms/pictures.h"

namespace maas::transforms {
namespace {

using Shape = std::array<std::int64_t, 2>;

/// What Pillow made of pictures; see fixtures/make_resize.py.
formats::Json golden() {
  return formats::read_json(std::filesystem::path(MAAS_FIXTURES) / "resize.json");
}

Image resized(const formats::Json& example) {
  const auto from = example.at("from").get<Shape>();
  const auto to = example.at("to").get<Shape>();
  Image image;
  assign_bytes(image, {1, from[0], from[1]},
               example.at("pixels").get<std::vector<std::uint8_t>>().data());
  return applied(*make_resize({.height = to[0], .width = to[1]}), image);
}

TEST(Resize, FollowsPillowsFloats) {
  for (const formats::Json& example : golden()) {
    SCOPED_TRACE(example.at("from").dump() + " to " + example.at("to").dump());
    const auto expected = example.at("real").get<std::vector<float>>();
    EXPECT_THAT(resized(example).pixels,
                ::testing::Pointwise(::testing::FloatNear(1e-6f), expected));
  }
}

TEST(Resize, FollowsPillowsBytesWithinTheirRounding) {
  for (const formats::Json& example : golden()) {
    SCOPED_TRACE(example.at("from").dump() + " to " + example.at("to").dump());
    std::vector<float> expected;
    for (const auto& byte : example.at("bytes")) expected.push_back(byte.get<float>() / 255);
    // Pillow rounds after each of the two directions.
    EXPECT_THAT(resized(example).pixels,
                ::testing::Pointwise(::testing::FloatNear(1.01f / 255), expected));
  }
}

TEST(Resize, ScalesEachChannelByItself) {
  const auto resize = make_resize({.height = 3, .width = 5});
  const Image both = noise({2, 6, 4}, 1);
  const Image result = applied(*resize, both);
  for (std::int64_t channel = 0; channel < 2; ++channel) {
    Image one;
    one.resize({1, 6, 4});
    std::copy(both.plane(channel), both.plane(channel) + 24, one.pixels.begin());
    const Image expected = applied(*resize, one);
    EXPECT_TRUE(std::equal(expected.pixels.begin(), expected.pixels.end(), result.plane(channel)));
  }
}

TEST(Resize, KeepsAConstantPictureConstant) {
  Image grey;
  grey.resize({1, 17, 5});
  std::fill(grey.pixels.begin(), grey.pixels.end(), 0.25f);
  for (const float pixel : applied(*make_resize({.height = 6, .width = 31}), grey).pixels) {
    EXPECT_NEAR(pixel, 0.25f, 1e-6f);
  }
}

TEST(Resize, RefusesToBeRecordedAfterNormalize) {
  PreprocessorConfig config{.size = {}, .mean = {0.5}, .std = {0.5}};
  EXPECT_ERROR(make_resize({.height = 8, .width = 8})->record(config), kInvalidRecipe,
               "resize comes after normalize");
}

}  // namespace
}  // namespace maas::transforms
