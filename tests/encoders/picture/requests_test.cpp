#include "encoders/picture/requests.h"

#include "base/base64.h"
#include "base/hashing.h"
#include "formats/image/image.h"
#include "support/png_files.h"
#include "support/support.h"
#include "transforms/decode.h"

namespace maas::encoders {
namespace {

using test::png_of_header;
using transforms::ImageShape;
using Files = std::vector<std::string>;

/// Pictures of the one size.
PictureForm fixed(const ImageShape& shape) {
  return {.raw = shape, .network = shape, .preprocessing = {}};
}

/// Pictures of any size, of which the shape is left.
PictureForm resizing(const ImageShape& shape) {
  const auto channels = static_cast<std::size_t>(shape.channels);
  return {.raw = {shape.channels, -1, -1},
          .network = shape,
          .preprocessing = {.size = {{shape.height, shape.width}},
                            .mean = std::vector(channels, 0.4),
                            .std = std::vector(channels, 0.3)}};
}

HostTensors files(Files content) {
  const auto count = static_cast<std::int64_t>(content.size());
  return {{"image", {count}, std::move(content)}};
}

HostTensors bytes(std::vector<std::int64_t> shape, std::uint8_t value = 7) {
  std::int64_t count = 1;
  for (const std::int64_t size : shape) count *= size;
  return {{"image", std::move(shape),
           std::vector<std::uint8_t>(static_cast<std::size_t>(count), value)}};
}

formats::Image random_picture(base::Random& random) {
  formats::Image image{.channels = random.below(2) == 0 ? 1 : 3,
                       .height = static_cast<std::int64_t>(1 + random.below(30)),
                       .width = static_cast<std::int64_t>(1 + random.below(30))};
  image.pixels.resize(static_cast<std::size_t>(image.channels * image.height * image.width));
  for (std::uint8_t& pixel : image.pixels) pixel = static_cast<std::uint8_t>(random.next());
  return image;
}

Demand check(const PictureForm& form, HostTensors inputs) {
  return PictureRequests(form).check(inputs);
}

HostTensor prepare(const PictureForm& form, HostTensors inputs) {
  const PictureRequests requests(form);
  requests.check(inputs);
  return requests.prepare(std::move(inputs)).at(0);
}

std::vector<float> rows(const HostTensor& tensor) {
  return std::get<std::vector<float>>(tensor.data);
}

/// The header is all that these files have: whoever decodes one fails otherwise.
TEST(PictureRequests, RefusesAnotherSizeByTheHeaderAlone) {
  const Files content(16, png_of_header(8192, 8192));
  EXPECT_ERROR(check(fixed({1, 28, 28}), files(content)), kInvalidData,
               "more than 32768 a side or");
  EXPECT_ERROR(check(fixed({1, 28, 28}), files({png_of_header(28, 28), png_of_header(28, 27)})),
               kInvalidData, "'image[1]' is 27 pixels high and 28 wide, the model takes 28 and 28");
}

TEST(PictureRequests, RefusesMorePixelsThanARequestMayHave) {
  const std::string large = png_of_header(5000, 5000);
  EXPECT_EQ(check(resizing({1, 28, 28}), files({large, large})).pixels, 50'000'000);
  EXPECT_ERROR(check(resizing({1, 28, 28}), files(Files(3, large))), kInvalidData,
               "up to 'image[2]' the pictures have 75000000 pixels, more than 67108864");
  EXPECT_ERROR(check(resizing({1, 28, 28}), files({png_of_header(8192, 8192)})), kInvalidData,
               "8192 x 8192 pixels are more than");
}

TEST(PictureRequests, HoldsOnePictureAtATime) {
  const std::string file = png_of_header(1000, 1000);
  const Demand one = check(resizing({3, 28, 28}), files({file}));
  const Demand many = check(resizing({3, 28, 28}), files(Files(32, file)));
  EXPECT_EQ(many.scratch, one.scratch);
  EXPECT_LT(one.scratch, 20'000'000);
  EXPECT_EQ(many.pixels, 32 * one.pixels);
  EXPECT_EQ(many.bytes, 32 * 3 * 28 * 28 * 4);
}

TEST(PictureRequests, PreparesFilesAsThePipelineDoes) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    base::Random random(seed);
    const PictureForm form =
        resizing({random.below(2) == 0 ? 1 : 3, static_cast<std::int64_t>(1 + random.below(12)),
                  static_cast<std::int64_t>(1 + random.below(12))});
    Files content;
    std::vector<float> expected;
    for (std::uint64_t i = 0; i <= random.below(4); ++i) {
      content.push_back(formats::encode_png(random_picture(random)));
      transforms::Image image;
      transforms::decode(std::as_bytes(std::span(content.back())), "test", form.raw.channels,
                         formats::kWhite, image);
      transforms::pipeline_of(form.preprocessing).apply(image, random);
      expected.insert(expected.end(), image.pixels.begin(), image.pixels.end());
      if (i % 2 == 1) content.back() = base::base64(content.back());
    }
    ASSERT_EQ(rows(prepare(form, files(content))), expected) << seed;
  }
}

TEST(PictureRequests, ResizesTensorsOfAnySizeAsItDoesFiles) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    base::Random random(seed);
    const formats::Image picture = random_picture(random);
    const PictureForm form = resizing({picture.channels, 6, 5});
    const std::vector<std::int64_t> shape = {1, picture.channels, picture.height, picture.width};
    std::vector<float> floats;
    for (const std::uint8_t pixel : picture.pixels) {
      floats.push_back(static_cast<float>(pixel) * (1.0F / 255.0F));
    }
    const auto expected = rows(prepare(form, files({formats::encode_png(picture)})));
    ASSERT_EQ(rows(prepare(form, {{"image", shape, picture.pixels}})), expected) << seed;
    ASSERT_EQ(rows(prepare(form, {{"image", shape, floats}})), expected) << seed;
  }
}

TEST(PictureRequests, LeavesToTheModelThreadWhatIsButACopy) {
  EXPECT_EQ(check(fixed({1, 4, 4}), bytes({2, 1, 4, 4})).pixels, 0);
  EXPECT_EQ(check(resizing({1, 4, 4}), bytes({2, 1, 4, 4})).pixels, 0);
  EXPECT_EQ(check(resizing({1, 4, 4}), bytes({2, 1, 5, 6})).pixels, 60);
}

TEST(PictureRequests, RefusesTensorsThatAreNoPictures) {
  for (const std::vector<std::int64_t>& shape :
       std::vector<std::vector<std::int64_t>>{{1},
                                              {1, 12},
                                              {1, 2, 3, 3},
                                              {1, 1, 3, 3},
                                              {1, 3, 3},
                                              {1, 3, 1, 2, 2},
                                              {1, 3, 1, 40'000}}) {
    EXPECT_ERROR(check(resizing({3, 4, 4}), bytes(shape)), kInvalidData, "expected [N, 3, H, W]");
  }
}

TEST(PictureRequests, RefusesPicturesThatAreNotWhatTheirHeadersSay) {
  const std::string picture = formats::encode_png(
      {.channels = 1, .height = 4, .width = 4, .pixels = std::vector<std::uint8_t>(16, 9)});
  for (const std::string& file : {test::with_header(picture, 4, 6), png_of_header(4, 6)}) {
    EXPECT_EQ(check(resizing({1, 4, 4}), files({file})).pixels, 24);
    EXPECT_ERROR(prepare(resizing({1, 4, 4}), files({picture, file})), kInvalidData, "image[1]");
  }
}

TEST(PictureRequests, RefusesWhatIsNoPicture) {
  for (const auto* file : {"", "hello", "aGVsbG8=", "http://localhost/x.png", "/etc/passwd"}) {
    EXPECT_ERROR(check(fixed({1, 4, 4}), files({file})), kInvalidData, "'image[0]'");
  }
}

}  // namespace
}  // namespace maas::encoders
