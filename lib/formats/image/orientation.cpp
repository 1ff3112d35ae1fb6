#include "formats/image/orientation.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace maas::formats {
namespace {

/// Unsigned numbers of a TIFF structure, in the order of bytes that its header names; beyond the
/// end everything is 0.
class Tiff {
 public:
  Tiff(std::span<const std::byte> bytes, bool little_endian)
      : bytes_(bytes), little_endian_(little_endian) {}

  std::size_t number(std::size_t at, std::size_t size) const {
    if (at > bytes_.size() || size > bytes_.size() - at) return 0;
    std::size_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t byte = little_endian_ ? size - 1 - i : i;
      value = value << 8 | std::to_integer<std::size_t>(bytes_[at + byte]);
    }
    return value;
  }

 private:
  std::span<const std::byte> bytes_;
  bool little_endian_;
};

bool starts_with(std::span<const std::byte> bytes, std::string_view text) {
  return bytes.size() >= text.size() && std::memcmp(bytes.data(), text.data(), text.size()) == 0;
}

/// Where the shown picture's pixels stand among the stored ones: `first + row * down + column *
/// right`.
struct Walk {
  std::ptrdiff_t first = 0;
  std::ptrdiff_t down = 0;
  std::ptrdiff_t right = 0;
};

Walk walk_of(int orientation, std::ptrdiff_t height, std::ptrdiff_t width) {
  const std::ptrdiff_t right_end = width - 1;
  const std::ptrdiff_t bottom = (height - 1) * width;
  switch (orientation) {
    case 2:
      return {right_end, width, -1};  // mirrored
    case 3:
      return {bottom + right_end, -width, -1};  // turned by half
    case 4:
      return {bottom, -width, 1};  // upside down
    case 5:
      return {0, 1, width};  // mirrored, then turned left
    case 6:
      return {bottom, 1, -width};  // to be turned right
    case 7:
      return {bottom + right_end, -1, -width};  // mirrored, then turned right
    case 8:
      return {right_end, -1, width};  // to be turned left
    default:
      return {0, width, 1};
  }
}

}  // namespace

int orientation_of(std::span<const std::byte> exif) {
  constexpr std::size_t kEntry = 12;
  constexpr std::size_t kOrientation = 0x0112;
  constexpr std::size_t kShort = 3;
  using namespace std::string_view_literals;
  if (starts_with(exif, "Exif\0\0"sv)) exif = exif.subspan(6);
  const bool little_endian = starts_with(exif, "II*\0"sv);
  if (!little_endian && !starts_with(exif, "MM\0*"sv)) return 1;
  const Tiff tiff(exif, little_endian);
  const std::size_t directory = tiff.number(4, 4);
  const std::size_t entries = tiff.number(directory, 2);
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + i * kEntry;
    if (entry + kEntry > exif.size()) return 1;
    if (tiff.number(entry, 2) != kOrientation) continue;
    const std::size_t value = tiff.number(entry + 8, 2);
    const bool is_one = tiff.number(entry + 2, 2) == kShort && tiff.number(entry + 4, 4) == 1;
    return is_one && value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

Image oriented(Image stored, int orientation) {
  if (orientation <= 1) return stored;
  const Walk walk = walk_of(orientation, stored.height, stored.width);
  Image shown{.channels = stored.channels, .height = stored.height, .width = stored.width};
  if (exchanges_sides(orientation)) std::swap(shown.height, shown.width);
  shown.pixels.resize(stored.pixels.size());
  std::uint8_t* to = shown.pixels.data();
  for (std::int64_t channel = 0; channel < shown.channels; ++channel) {
    const std::uint8_t* plane = stored.pixels.data() + channel * stored.height * stored.width;
    for (std::int64_t row = 0; row < shown.height; ++row) {
      const std::uint8_t* from = plane + walk.first + row * walk.down;
      for (std::int64_t column = 0; column < shown.width; ++column)
        *to++ = from[column * walk.right];
    }
  }
  return shown;
}

}  // namespace maas::formats
