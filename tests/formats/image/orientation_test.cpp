#include "formats/image/orientation.h"

#include "base/hashing.h"
#include "support/support.h"

namespace maas::formats {
namespace {

using namespace std::string_literals;

int orientation_in(const std::string& exif) {
  return orientation_of(std::as_bytes(std::span(exif)));
}

/// One directory at 8 with a tag of 16 bits before the orientation.
const std::string kLittleEndian =
    "II*\0\x08\0\0\0"
    "\x02\0"
    "\x00\x01\x03\0\x01\0\0\0\x07\0\0\0"
    "\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"s;
const std::string kBigEndian =
    "MM\0*\0\0\0\x08"
    "\0\x01"
    "\x01\x12\0\x03\0\0\0\x01\0\x08\0\0"s;

TEST(Orientation, IsReadInEitherOrderOfBytes) {
  EXPECT_EQ(orientation_in(kLittleEndian), 6);
  EXPECT_EQ(orientation_in(kBigEndian), 8);
  EXPECT_EQ(orientation_in("Exif\0\0"s + kBigEndian), 8);
}

TEST(Orientation, OfWhatIsMalformedIsOne) {
  EXPECT_EQ(orientation_in(""), 1);
  EXPECT_EQ(orientation_in("JJ" + kLittleEndian.substr(2)), 1);
  EXPECT_EQ(orientation_in("II*\0\xff\xff\xff\xff"s), 1);
  std::string text = kBigEndian;
  text[13] = 2;  // a text, no number
  EXPECT_EQ(orientation_in(text), 1);
  for (const char value : {'\0', '\x09'}) {
    std::string other = kBigEndian;
    other[19] = value;
    EXPECT_EQ(orientation_in(other), 1);
  }
  for (std::size_t size = 0; size < kLittleEndian.size(); ++size) {
    EXPECT_EQ(orientation_in(kLittleEndian.substr(0, size)), 1) << size;
  }
}

TEST(Orientation, OfAnyBytesIsOneOfTheEight) {
  base::Random random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string changed = round % 2 == 0 ? kLittleEndian : kBigEndian;
    for (int i = 0; i < 3; ++i) {
      changed[random.below(changed.size())] = static_cast<char>(random.below(256));
    }
    const int orientation = orientation_in(changed);
    ASSERT_GE(orientation, 1);
    ASSERT_LE(orientation, 8);
  }
}

TEST(Oriented, TurnsAndMirrors) {
  const Image stored{.channels = 1, .height = 2, .width = 3, .pixels = {1, 2, 3, 4, 5, 6}};
  const std::vector<std::vector<std::uint8_t>> shown = {
      {1, 2, 3, 4, 5, 6}, {3, 2, 1, 6, 5, 4}, {6, 5, 4, 3, 2, 1}, {4, 5, 6, 1, 2, 3},
      {1, 4, 2, 5, 3, 6}, {4, 1, 5, 2, 6, 3}, {6, 3, 5, 2, 4, 1}, {3, 6, 2, 5, 1, 4}};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const Image image = oriented(stored, orientation);
    EXPECT_EQ(image.pixels, shown[static_cast<std::size_t>(orientation - 1)]) << orientation;
    EXPECT_EQ(image.height, exchanges_sides(orientation) ? 3 : 2);
    EXPECT_EQ(image.width, exchanges_sides(orientation) ? 2 : 3);
  }
}

}  // namespace
}  // namespace maas::formats
