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

/// Orientations from 5 on exchange the sides.
bool is_turned(const std::string& name) {
  constexpr std::string_view kName = "oriented_";
  return name.starts_with(kName) && name[kName.size()] >= '5';
}

bool is_gif(const std::string& name) {
  return name.ends_with(".gif");
}

class EveryFixture : public testing::TestWithParam<std::string> {};

TEST_P(EveryFixture, DecodesToThePixelsOfPillow) {
  const Image image = decoded(fixture(GetParam()));
  const std::string expected = fixture(GetParam() + ".pixels");
  const bool is_part = GetParam() == "part.gif";
  EXPECT_EQ(image.width, is_turned(GetParam()) ? 9 : is_part ? 15 : 13);
  EXPECT_EQ(image.height, is_turned(GetParam()) ? 13 : is_part ? 10 : 9);
  ASSERT_EQ(image.pixels.size(), expected.size());
  // Other roundings, of the transform and of what is partly transparent.
  const int tolerance = GetParam().ends_with(".jpg") ? 2 : 1;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    ASSERT_NEAR(image.pixels[i], static_cast<std::uint8_t>(expected[i]), tolerance) << "at " << i;
  }
}

TEST_P(EveryFixture, IsProbedWithoutItsPixels) {
  const std::string file = fixture(GetParam());
  // EXIF may stand behind the pixels; of a BMP all rows must be there.
  const bool needs_all = GetParam().ends_with(".webp") || GetParam().ends_with(".bmp") ||
                         GetParam() == "oriented_6_behind.png";
  const std::size_t size = needs_all ? file.size() : file.size() - 25;
  const ImageInfo info = probe_image(bytes_in(file.substr(0, size)), "x");
  const Image image = decoded(file);
  EXPECT_EQ(info.channels, image.channels);
  EXPECT_EQ(info.height, image.height);
  EXPECT_EQ(info.width, image.width);
  EXPECT_EQ(info.format, image_format_of(bytes_in(file)));
  const bool other_background = decode_image(bytes_in(file), "x", {0, 0, 0}).pixels != image.pixels;
  EXPECT_EQ(info.transparent, other_background);
}

TEST_P(EveryFixture, IsRefusedWhenTruncatedAtAnyLength) {
  const std::string file = fixture(GetParam());
  const Image whole = decoded(file);
  for (std::size_t size = 0; size < file.size(); ++size) {
    // Behind a GIF's first frame nothing is needed.
    if (is_gif(GetParam()) && size > file.size() / 3) {
      try {
        EXPECT_EQ(decoded(file.substr(0, size)).pixels, whole.pixels) << size;
      } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kInvalidData);
      }
    } else {
      EXPECT_ERROR(decoded(file.substr(0, size)), kInvalidData, "'x': ");
    }
  }
}

TEST_P(EveryFixture, SurvivesAChangeOfAnyByte) {
  const std::string file = fixture(GetParam());
  base::Random random(file.size());
  for (int round = 0; round < 2000; ++round) {
    std::string changed = file;
    changed[random.below(file.size())] = static_cast<char>(random.below(256));
    try {
      const Image image = decode_image(bytes_in(changed), "x", kWhite, {.max_pixels = 1 << 20});
      EXPECT_EQ(image.pixels.size(),
                static_cast<std::size_t>(image.channels * image.height * image.width));
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kInvalidData);
    }
  }
}

TEST_P(EveryFixture, IsRefusedBeyondTheLimits) {
  const std::string file = fixture(GetParam());
  const ImageInfo info = probe_image(bytes_in(file), "x");
  const std::int64_t longest = std::max(info.height, info.width);
  const std::int64_t area = info.height * info.width;
  EXPECT_NO_THROW(decode_image(bytes_in(file), "x", kWhite, {longest, area}));
  EXPECT_ERROR(decode_image(bytes_in(file), "x", kWhite, {longest - 1, area}), kInvalidData,
               "pixels are more than " + std::to_string(longest - 1) + " a side");
  EXPECT_ERROR(probe_image(bytes_in(file), "x", {longest, area - 1}), kInvalidData,
               "or " + std::to_string(area - 1) + " in all");
}

INSTANTIATE_TEST_SUITE_P(Images, EveryFixture, testing::ValuesIn(encoded_fixtures()),
                         [](const auto& fixture_info) {
                           std::string name = fixture_info.param;
                           std::ranges::replace(name, '.', '_');
                           return name;
                         });

TEST(DecodeImage, RefusesOtherFormats) {
  EXPECT_ERROR(decoded("II*"), kInvalidData,
               "'x': its first bytes are not those of PNG, JPEG, WebP, GIF or BMP");
  EXPECT_ERROR(decoded(""), kInvalidData, "its first bytes are not those");
}

TEST(DecodeImage, SaysWhatIsBroken) {
  std::string file = fixture("rgb.png");
  file[file.size() - 30] ^= 1;
  EXPECT_ERROR(decoded(file), kInvalidData, "'x': broken PNG: IDAT: ");
  EXPECT_ERROR(decoded(fixture("rgb.jpg").substr(0, 600)), kInvalidData,
               "'x': broken JPEG: Premature end of JPEG file");
}

/// A picture that claims to be larger than any machine can hold.
TEST(DecodeImage, BelievesNoSizeThatTheLimitsForbid) {
  std::string bmp = fixture("rgb.bmp");
  bmp.replace(18, 8, "\xff\xff\xff\x7f\xff\xff\xff\x7f");
  EXPECT_ERROR(decoded(bmp), kInvalidData, "2147483647 x 2147483647 pixels are more than");
  std::string gif = fixture("palette.gif");
  gif.replace(6, 4, "\xff\xff\xff\xff");
  EXPECT_ERROR(decoded(gif), kInvalidData, "65535 x 65535 pixels are more than");
  bmp.replace(18, 8, std::string("\0\x20\0\0\0\x20\0\0", 8));
  EXPECT_ERROR(decoded(bmp), kInvalidData, "broken BMP: it is truncated");
}

TEST(DecodeImage, SaysWhichBmpItDoesNotRead) {
  std::string file = fixture("palette.bmp");
  file[30] = 1;
  EXPECT_ERROR(decoded(file), kInvalidData, "'x': a BMP with compression 1 is not supported");
  file[28] = 2;
  EXPECT_ERROR(decoded(file), kInvalidData, "'x': a BMP of 2 bits a pixel is not supported");
}

/// Whatever colours hide under transparent pixels, what is seen is the background.
TEST(DecodeImage, ShowsTheBackgroundThroughTransparentPixels) {
  for (const char* const name : {"rgba.png", "rgba.bmp", "rgba.webp", "part.gif"}) {
    const std::string file = fixture(name);
    const Image on_white = decoded(file);
    const Image on_black = decode_image(bytes_in(file), "x", {0, 0, 0});
    const Image on_red = decode_image(bytes_in(file), "x", {255, 0, 0});
    const std::size_t area = on_red.pixels.size() / 3;
    for (std::size_t i = 0; i < on_red.pixels.size(); ++i) {
      ASSERT_EQ(on_red.pixels[i], (i < area ? on_white : on_black).pixels[i]) << name;
    }
  }
}

TEST(DecodeImage, ShowsTheLumaOfTheBackgroundThroughGray) {
  const std::string file = fixture("gray_alpha.png");
  const Image on_red = decode_image(bytes_in(file), "x", {255, 0, 0});
  EXPECT_EQ(on_red.channels, 1);
  EXPECT_EQ(on_red.pixels, decode_image(bytes_in(file), "x", {76, 76, 76}).pixels);
  EXPECT_NE(on_red.pixels, decoded(file).pixels);
}

TEST(PictureName, IsThatOfAFormatInLettersOfAnyCase) {
  for (const char* const name :
       {"a.png", "b.JPG", "c/d.Jpeg", "e.jfif", "f.webp", "g.GIF", "h.bmp"})
    EXPECT_TRUE(is_picture_name(name)) << name;
  for (const char* const name : {"a.tiff", "png", ".png", "a.png.txt", "a.jpg/b"})
    EXPECT_FALSE(is_picture_name(name)) << name;
}

TEST(ImageFormat, IsToldByTheFirstBytesAlone) {
  const auto format_of = [](std::string_view start) {
    return image_format_of(std::as_bytes(std::span(start)));
  };
  EXPECT_EQ(format_of("\x89PNG\r\n\x1a\n"), ImageFormat::kPng);
  EXPECT_EQ(format_of("\xff\xd8\xff"), ImageFormat::kJpeg);
  EXPECT_EQ(format_of("RIFF....WEBP"), ImageFormat::kWebp);
  EXPECT_EQ(format_of("GIF87a"), ImageFormat::kGif);
  EXPECT_EQ(format_of("BM"), ImageFormat::kBmp);
  EXPECT_EQ(format_of("RIFF....WAVE"), std::nullopt);
  EXPECT_EQ(format_of(""), std::nullopt);
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
