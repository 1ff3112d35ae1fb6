#include "formats/image/image.h"

#include <array>
#include <memory>

#include "formats/image/codec.h"
#include "maas/error.h"

namespace maas::formats {
namespace {

bool starts_with(std::span<const std::byte> file, std::string_view magic) {
  return file.size() >= magic.size() &&
         std::string_view(reinterpret_cast<const char*>(file.data()), magic.size()) == magic;
}

std::unique_ptr<ImageDecoder> open_image(std::span<const std::byte> file, std::string_view origin,
                                         const ImageLimits& limits) {
  if (starts_with(file, "\x89PNG\r\n\x1a\n")) return open_png(file, origin, limits);
  if (starts_with(file, "\xff\xd8\xff")) return open_jpeg(file, origin, limits);
  fail(ErrorCode::kInvalidData, "'{}': its first bytes are neither those of PNG nor of JPEG",
       origin);
}

/// `[height, width, 3]` to `[3, height, width]`
std::vector<std::uint8_t> planes_of(std::span<const std::uint8_t> interleaved_pixels) {
  const std::size_t area = interleaved_pixels.size() / 3;
  std::vector<std::uint8_t> planes(interleaved_pixels.size());
  std::uint8_t* red = planes.data();
  std::uint8_t* green = red + area;
  std::uint8_t* blue = green + area;
  const std::uint8_t* pixel = interleaved_pixels.data();
  for (std::size_t i = 0; i < area; ++i, pixel += 3) {
    red[i] = pixel[0];
    green[i] = pixel[1];
    blue[i] = pixel[2];
  }
  return planes;
}

/// The weights of ITU-R BT.601 in units of 2^-16.
constexpr std::array<std::uint32_t, 3> kLuma = {19595, 38470, 7471};

std::vector<std::uint8_t> luma_of(const std::vector<std::uint8_t>& planes) {
  const std::size_t area = planes.size() / 3;
  std::vector<std::uint8_t> gray(area);
  for (std::size_t i = 0; i < area; ++i) {
    const std::uint32_t sum = kLuma[0] * planes[i] + kLuma[1] * planes[area + i] +
                              kLuma[2] * planes[2 * area + i] + (1U << 15);
    gray[i] = static_cast<std::uint8_t>(sum >> 16);
  }
  return gray;
}

std::vector<std::uint8_t> repeated(const std::vector<std::uint8_t>& gray) {
  std::vector<std::uint8_t> planes;
  planes.reserve(3 * gray.size());
  for (int i = 0; i < 3; ++i) planes.insert(planes.end(), gray.begin(), gray.end());
  return planes;
}

}  // namespace

void check_limits(std::int64_t width, std::int64_t height, const ImageLimits& limits,
                  std::string_view origin) {
  if (width > limits.max_side || height > limits.max_side || width * height > limits.max_pixels) {
    fail(ErrorCode::kInvalidData, "'{}': {} x {} pixels are more than {} a side or {} in all",
         origin, width, height, limits.max_side, limits.max_pixels);
  }
}

std::vector<std::uint8_t> interleaved(const Image& image) {
  const auto channels = static_cast<std::size_t>(image.channels);
  const std::size_t area = image.pixels.size() / channels;
  std::vector<std::uint8_t> pixels(image.pixels.size());
  for (std::size_t c = 0; c < channels; ++c) {
    for (std::size_t i = 0; i < area; ++i) pixels[i * channels + c] = image.pixels[c * area + i];
  }
  return pixels;
}

ImageInfo probe_image(std::span<const std::byte> file, std::string_view origin,
                      const ImageLimits& limits) {
  return open_image(file, origin, limits)->info();
}

Image decode_image(std::span<const std::byte> file, std::string_view origin,
                   const ImageLimits& limits) {
  const std::unique_ptr<ImageDecoder> decoder = open_image(file, origin, limits);
  const ImageInfo info = decoder->info();
  std::vector<std::uint8_t> pixels(
      static_cast<std::size_t>(info.channels * info.height * info.width));
  decoder->decode(pixels);
  return {.channels = info.channels,
          .height = info.height,
          .width = info.width,
          .pixels = info.channels == 3 ? planes_of(pixels) : std::move(pixels)};
}

Image with_channels(Image image, std::int64_t channels) {
  if (image.channels == channels) return image;
  image.pixels = channels == 1 ? luma_of(image.pixels) : repeated(image.pixels);
  image.channels = channels;
  return image;
}

}  // namespace maas::formats
