#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/image/shape.h"

/// Pictures in PNG, JPEG, WebP, GIF and BMP, told apart by their first bytes.
///
/// What the file says of how it is shown is obeyed: its orientation (EXIF), and what is transparent
/// lies on a background. Of an animation the first frame is taken. Colour profiles and gamma are
/// not applied: the numbers in the file are the pixels.
namespace maas::formats {

/// Pixels `[channels, height, width]`, row-major; one channel is gray, three are RGB.
struct Image {
  std::int64_t channels = 0;
  std::int64_t height = 0;
  std::int64_t width = 0;
  std::vector<std::uint8_t> pixels{};

  ImageShape shape() const { return {channels, height, width}; }
};

/// Red, green and blue.
using Rgb = std::array<std::uint8_t, 3>;
/// What pages are, and what browsers show a transparent picture on.
inline constexpr Rgb kWhite = {255, 255, 255};

enum class ImageFormat { kPng, kJpeg, kWebp, kGif, kBmp };

/// What the header of an encoded picture tells.
struct ImageInfo {
  ImageFormat format = ImageFormat::kPng;
  std::int64_t channels = 0;  ///< that decode_image gives
  std::int64_t height = 0;    ///< as the picture is shown: a quarter turn exchanges the sides
  std::int64_t width = 0;
  bool transparent = false;  ///< whether pixels may show the background
};

/// Bounds against pictures that inflate to more than anybody meant.
struct ImageLimits {
  std::int64_t max_side = 32'768;
  std::int64_t max_pixels = std::int64_t{1} << 26;
};

/// Returns what the first bytes are those of; whether the rest is whole, decoding tells.
std::optional<ImageFormat> image_format_of(std::span<const std::byte> file);

/// The formats for messages: "PNG, JPEG, WebP, GIF or BMP".
inline constexpr const char* kImageFormats = "PNG, JPEG, WebP, GIF or BMP";

/// Returns whether a file's ending is that of one of the formats, in letters of any case.
bool is_picture_name(const std::filesystem::path& path);

/// Reads the header alone, and allocates nothing by the sizes in it; `origin` names the picture in
/// errors.
/// @throws Error kInvalidData if it has none of the formats, if its header is broken, or if it is
///   larger than the limits
ImageInfo probe_image(std::span<const std::byte> file, std::string_view origin,
                      const ImageLimits& limits = {});

/// Decodes a picture to 8 bits a channel: gray as one channel, everything else as RGB.
///
/// @param background  what shows through transparent pixels; through those of a gray picture its
/// luma
/// @throws Error kInvalidData as probe_image, before anything is allocated, or if the picture is
///   truncated or broken
Image decode_image(std::span<const std::byte> file, std::string_view origin,
                   Rgb background = kWhite, const ImageLimits& limits = {});

/// Returns the picture in 1 or 3 channels: gray is repeated, RGB is weighted as ITU-R BT.601 luma.
Image with_channels(Image image, std::int64_t channels);

/// Returns a PNG file of a picture of 1 or 3 channels.
/// @throws Error kInternal for another number of channels
std::string encode_png(const Image& image);

}  // namespace maas::formats
