#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "formats/image/image.h"

/// What image.cpp shares with the codecs. Pixels are interleaved here: `[height, width, channels]`.
namespace maas::formats {

/// An open picture; both codecs report broken bytes as kInvalidData and never exit.
class ImageDecoder {
 public:
  virtual ~ImageDecoder() = default;
  virtual ImageInfo info() const = 0;
  /// Writes `height * width * channels` bytes.
  virtual void decode(std::span<std::uint8_t> pixels) = 0;
};

std::unique_ptr<ImageDecoder> open_png(std::span<const std::byte> file, std::string_view origin,
                                       const ImageLimits& limits);
std::unique_ptr<ImageDecoder> open_jpeg(std::span<const std::byte> file, std::string_view origin,
                                        const ImageLimits& limits);

/// Throws kInvalidData unless the sides are within the limits.
void check_limits(std::int64_t width, std::int64_t height, const ImageLimits& limits,
                  std::string_view origin);

/// Returns `[height, width, channels]` from `[channels, height, width]`.
std::vector<std::uint8_t> interleaved(const Image& image);

}  // namespace maas::formats
