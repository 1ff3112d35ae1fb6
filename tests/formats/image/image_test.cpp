#include "formats/image/image.h"

#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "base/hashing.h"
#include "support/support.h"

namespace maas::formats {
namespace {

namespace fs = std::filesystem;

std::string fixture(const std::string& name) {
  return base::read_file(fs::path(MAAS_FIXTURES) / "images" / name);
}

std::span<const std::byte> bytes_in(const std::string& file) {
  return std::as_bytes(std::span(file.data(), file.size()));
}

Image decoded(const std::string& file) {
  return decode_image(bytes_in(file), "x");
}

/// Returns the names of the encoded pictures among the fixtures.
std::vector<std::string> encoded_fixtures() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(fs::path(MAAS_FIXTURES) / "images")) {
    if (entry.path().extension() != ".pixels") names.push_back(entry.path().filename().string());
  }
  return names;
}

Image random_image(std::int64_t channels, std::int64_t height, std::int64_t width) {
  base::Random random(static_cast<std::uint64_t>(height * width));
  Image image{.channels = channels, .height = height, .width = width};
  image.pixels.resize(static_cast<std::size_t>(channels * height * width));
  for (std::uint8_t& pixel : image.pixels) pixel = static_cast<std::uint8_t>(random.below(256));
  return image;
}

class EveryFixture : public testing::TestWithParam<std::string> {};

TEST_P(EveryFixture, DecodesToThePixelsOfPillow) {
  const Image image = decoded(fixture(GetParam()));
  const std::string expected = fixture(GetParam() + ".pixels");
  EXPECT_EQ(image.width, 13);
  EXPECT_EQ(image.height, 9);
  ASSERT_EQ(image.pixels.size(), expected.size());
  const int tolerance = GetParam().ends_with(".jpg") ? 2 : 0;  // other roundings of the transform
  for (std::size_t i = 0; i < expected.size(); ++i) {
    ASSERT_NEAR(image.pixels[i], static_cast<std::uint8_t>(expected[i]), tolerance) << "at " << i;
  }
}

TEST_P(EveryFixture, IsProbedWithoutItsPixels) {
  const std::string file = fixture(GetParam());
  const std::size_t end_of_header = file.starts_with("\xff\xd8") ? file.size() - 20 : 200;
  const ImageInfo info = probe_image(bytes_in(file.substr(0, end_of_header)), "x");
  const Image image = decoded(file);
  EXPECT_EQ(info.channels, image.channels);
  EXPECT_EQ(info.height, image.height);
  EXPECT_EQ(info.width, image.width);
  EXPECT_EQ(info.format, GetParam().ends_with(".jpg") ? ImageFormat::kJpeg : ImageFormat::kPng);
}

TEST_P(EveryFixture, IsRefusedWhenTruncatedAtAnyLength) {
  const std::string file = fixture(GetParam());
  for (std::size_t size = 0; size < file.size(); ++size) {
    EXPECT_ERROR(decoded(file.substr(0, size)), kInvalidData, "'x': ");
  }
}

TEST_P(EveryFixture, SurvivesAChangeOfAnyByte) {
  const std::string file = fixture(GetParam());
  base::Random random(file.size());
  for (int round = 0; round < 2000; ++round) {
    std::string changed = file;
    changed[random.below(file.size())] = static_cast<char>(random.below(256));
    try {
      const Image image = decode_image(bytes_in(changed), "x", {.max_pixels = 1 << 20});
      EXPECT_EQ(image.pixels.size(),
                static_cast<std::size_t>(image.channels * image.height * image.width));
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kInvalidData);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Images, EveryFixture, testing::ValuesIn(encoded_fixtures()),
                         [](const auto& fixture_info) {
                           std::string name = fixture_info.param;
                           std::ranges::replace(name, '.', '_');
                           return name;
                         });

TEST(DecodeImage, RefusesOtherFormats) {
  EXPECT_ERROR(decoded("GIF89a"), kInvalidData, "'x': its first bytes are neither those of PNG");
  EXPECT_ERROR(decoded(""), kInvalidData, "neither those of PNG");
}

TEST(DecodeImage, SaysWhatIsBroken) {
  std::string file = fixture("rgb.png");
  file[file.size() - 30] ^= 1;
  EXPECT_ERROR(decoded(file), kInvalidData, "'x': broken PNG: IDAT: ");
  EXPECT_ERROR(decoded(fixture("rgb.jpg").substr(0, 600)), kInvalidData,
               "'x': broken JPEG: Premature end of JPEG file");
}

TEST(DecodeImage, RefusesPicturesBeyondTheLimits) {
  const std::string file = encode_png(random_image(1, 10, 20));
  EXPECT_NO_THROW(decode_image(bytes_in(file), "x", {.max_side = 20, .max_pixels = 200}));
  EXPECT_ERROR(decode_image(bytes_in(file), "x", {.max_side = 19}), kInvalidData,
               "'x': 20 x 10 pixels are more than 19 a side");
  EXPECT_ERROR(probe_image(bytes_in(file), "x", {.max_pixels = 199}), kInvalidData,
               "or 199 in all");
}

TEST(EncodePng, GivesBackTheSamePixels) {
  for (const std::int64_t channels : {1, 3}) {
    const Image image = random_image(channels, 17, 5);
    const Image back = decoded(encode_png(image));
    EXPECT_EQ(back.channels, channels);
    EXPECT_EQ(back.height, 17);
    EXPECT_EQ(back.width, 5);
    EXPECT_EQ(back.pixels, image.pixels);
  }
}

TEST(EncodePng, RefusesOtherNumbersOfChannels) {
  EXPECT_ERROR(encode_png(random_image(2, 1, 1)), kInternal, "a PNG of 2 channels");
}

TEST(WithChannels, RepeatsGray) {
  const Image gray = random_image(1, 2, 3);
  const Image image = with_channels(gray, 3);
  EXPECT_EQ(image.channels, 3);
  ASSERT_EQ(image.pixels.size(), 18U);
  for (std::size_t i = 0; i < 18; ++i) EXPECT_EQ(image.pixels[i], gray.pixels[i % 6]);
}

TEST(WithChannels, WeightsColoursAsLuma) {
  const Image image{.channels = 3,
                    .height = 1,
                    .width = 4,
                    .pixels = {255, 0, 0, 255,  //
                               0, 255, 0, 255,  //
                               0, 0, 255, 255}};
  EXPECT_EQ(with_channels(image, 1).pixels, (std::vector<std::uint8_t>{76, 150, 29, 255}));
}

TEST(WithChannels, UndoesItself) {
  const Image gray = random_image(1, 16, 16);
  EXPECT_EQ(with_channels(with_channels(gray, 3), 1).pixels, gray.pixels);
}

}  // namespace
}  // namespace maas::formats
