#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Pictures in PNG and JPEG, told apart by their first bytes.
namespace maas::formats {

/// Pixels `[channels, height, width]`, row-major; one channel is gray, three are RGB.
struct Image {
  std::int64_t channels = 0;
  std::int64_t height = 0;
  std::int64_t width = 0;
  std::vector<std::uint8_t> pixels{};
};

enum class ImageFormat { kPng, kJpeg };

/// What the header of an encoded picture tells.
struct ImageInfo {
  ImageFormat format = ImageFormat::kPng;
  std::int64_t channels = 0;  ///< that decode_image gives
  std::int64_t height = 0;
  std::int64_t width = 0;
};

/// Bounds against pictures that inflate to more than anybody meant.
struct ImageLimits {
  std::int64_t max_side = 32'768;
  std::int64_t max_pixels = std::int64_t{1} << 26;
};

/// Reads the header alone; `origin` names the picture in errors.
/// @throws Error kInvalidData if it is neither PNG nor JPEG, if its header is broken, or if it is
///   larger than the limits
ImageInfo probe_image(std::span<const std::byte> file, std::string_view origin,
                      const ImageLimits& limits = {});

/// Decodes a picture to 8 bits a channel: gray as one channel, everything else as RGB; an alpha
/// channel is dropped.
/// @throws Error kInvalidData as probe_image, or if the picture is truncated or broken
Image decode_image(std::span<const std::byte> file, std::string_view origin,
                   const ImageLimits& limits = {});

/// Returns the picture in 1 or 3 channels: gray is repeated, RGB is weighted as ITU-R BT.601 luma.
Image with_channels(Image image, std::int64_t channels);

/// Returns a PNG file of a picture of 1 or 3 channels.
/// @throws Error kInternal for another number of channels
std::string encode_png(const Image& image);

}  // namespace maas::formats
