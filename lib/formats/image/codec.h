#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "formats/image/image.h"

/// What image.cpp shares with the codecs. Pixels are interleaved here:
/// `[height, width, components]`, as they are stored.
namespace maas::formats {

/// A header of any of the formats.
struct StoredImage {
  ImageFormat format = ImageFormat::kPng;
  std::int64_t components = 0;  ///< 1: gray, 2: gray and alpha, 3: RGB, 4: RGB and alpha
  std::int64_t height = 0;
  std::int64_t width = 0;
  int orientation = 1;  ///< EXIF's

  bool has_alpha() const { return components % 2 == 0; }
  std::int64_t channels() const { return has_alpha() ? components - 1 : components; }
};

/// An open picture; all codecs report broken bytes as kInvalidData and never exit.
class ImageDecoder {
 public:
  virtual ~ImageDecoder() = default;
  virtual StoredImage header() const = 0;
  /// Writes `height * width * components` bytes; may be called once.
  virtual void decode(std::span<std::uint8_t> pixels) = 0;
};

/// Open a header; the file outlives the decoder.
/// @throws Error kInvalidData if it is broken or beyond the limits
std::unique_ptr<ImageDecoder> open_png(std::span<const std::byte> file, std::string_view origin,
                                       const ImageLimits& limits);
std::unique_ptr<ImageDecoder> open_jpeg(std::span<const std::byte> file, std::string_view origin,
                                        const ImageLimits& limits);
std::unique_ptr<ImageDecoder> open_webp(std::span<const std::byte> file, std::string_view origin,
                                        const ImageLimits& limits);
std::unique_ptr<ImageDecoder> open_gif(std::span<const std::byte> file, std::string_view origin,
                                       const ImageLimits& limits);
std::unique_ptr<ImageDecoder> open_bmp(std::span<const std::byte> file, std::string_view origin,
                                       const ImageLimits& limits);

/// Throws kInvalidData unless the sides are within the limits and the picture has a pixel.
void check_limits(std::int64_t width, std::int64_t height, const ImageLimits& limits,
                  std::string_view origin);

/// Returns `[height, width, channels]` from `[channels, height, width]`.
std::vector<std::uint8_t> interleaved(const Image& image);

}  // namespace maas::formats
