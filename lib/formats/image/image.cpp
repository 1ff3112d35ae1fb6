#include "formats/image/image.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "base/strings.h"
#include "formats/image/codec.h"
#include "formats/image/orientation.h"
#include "maas/error.h"

namespace maas::formats {
namespace {

constexpr std::array kEndings = {".png", ".jpg", ".jpeg", ".jfif", ".webp", ".gif", ".bmp"};

bool has_at(std::span<const std::byte> file, std::size_t at, std::string_view magic) {
  return file.size() >= at + magic.size() &&
         std::string_view(reinterpret_cast<const char*>(file.data()) + at, magic.size()) == magic;
}

std::unique_ptr<ImageDecoder> open_image(std::span<const std::byte> file, std::string_view origin,
                                         const ImageLimits& limits) {
  const std::optional<ImageFormat> format = image_format_of(file);
  if (!format) {
    fail(ErrorCode::kInvalidData, "'{}': its first bytes are not those of {}", origin,
         kImageFormats);
  }
  switch (*format) {
    case ImageFormat::kPng:
      return open_png(file, origin, limits);
    case ImageFormat::kJpeg:
      return open_jpeg(file, origin, limits);
    case ImageFormat::kWebp:
      return open_webp(file, origin, limits);
    case ImageFormat::kGif:
      return open_gif(file, origin, limits);
    case ImageFormat::kBmp:
      break;
  }
  return open_bmp(file, origin, limits);
}

ImageInfo info_of(const StoredImage& stored) {
  ImageInfo info{.format = stored.format,
                 .channels = stored.channels(),
                 .height = stored.height,
                 .width = stored.width,
                 .transparent = stored.has_alpha()};
  if (exchanges_sides(stored.orientation)) std::swap(info.height, info.width);
  return info;
}

/// The weights of ITU-R BT.601 in units of 2^-16.
constexpr std::array<std::uint32_t, 3> kLuma = {19595, 38470, 7471};

std::uint8_t luma(std::uint8_t red, std::uint8_t green, std::uint8_t blue) {
  const std::uint32_t sum = kLuma[0] * red + kLuma[1] * green + kLuma[2] * blue + (1U << 15);
  return static_cast<std::uint8_t>(sum >> 16);
}

/// Lays `[height, width, channels + 1]`, whose last component is alpha, on a background; the
/// result, without alpha, takes the place of the pixels.
void flatten(std::vector<std::uint8_t>& pixels, std::size_t channels, Rgb background) {
  if (channels == 1) background.fill(luma(background[0], background[1], background[2]));
  const std::size_t area = pixels.size() / (channels + 1);
  const std::uint8_t* from = pixels.data();
  std::uint8_t* to = pixels.data();
  for (std::size_t i = 0; i < area; ++i, from += channels + 1) {
    const unsigned alpha = from[channels];
    for (std::size_t c = 0; c < channels; ++c) {
      const unsigned sum = from[c] * alpha + background[c] * (255 - alpha);
      *to++ = static_cast<std::uint8_t>((sum + 127) / 255);
    }
  }
  pixels.resize(area * channels);
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

std::vector<std::uint8_t> luma_of(const std::vector<std::uint8_t>& planes) {
  const std::size_t area = planes.size() / 3;
  std::vector<std::uint8_t> gray(area);
  for (std::size_t i = 0; i < area; ++i) {
    gray[i] = luma(planes[i], planes[area + i], planes[2 * area + i]);
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

std::optional<ImageFormat> image_format_of(std::span<const std::byte> file) {
  if (has_at(file, 0, "\x89PNG\r\n\x1a\n")) return ImageFormat::kPng;
  if (has_at(file, 0, "\xff\xd8\xff")) return ImageFormat::kJpeg;
  if (has_at(file, 0, "RIFF") && has_at(file, 8, "WEBP")) return ImageFormat::kWebp;
  if (has_at(file, 0, "GIF87a") || has_at(file, 0, "GIF89a")) return ImageFormat::kGif;
  if (has_at(file, 0, "BM")) return ImageFormat::kBmp;
  return std::nullopt;
}

bool is_picture_name(const std::filesystem::path& path) {
  return std::ranges::find(kEndings, base::lowered(path.extension().string())) != kEndings.end();
}

void check_limits(std::int64_t width, std::int64_t height, const ImageLimits& limits,
                  std::string_view origin) {
  if (width < 1 || height < 1) {
    fail(ErrorCode::kInvalidData, "'{}': {} x {} pixels are no picture", origin, width, height);
  }
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
  return info_of(open_image(file, origin, limits)->header());
}

Image decode_image(std::span<const std::byte> file, std::string_view origin, Rgb background,
                   const ImageLimits& limits) {
  const std::unique_ptr<ImageDecoder> decoder = open_image(file, origin, limits);
  const StoredImage header = decoder->header();
  std::vector<std::uint8_t> pixels(
      static_cast<std::size_t>(header.components * header.height * header.width));
  decoder->decode(pixels);
  if (header.has_alpha()) {
    flatten(pixels, static_cast<std::size_t>(header.channels()), background);
  }
  Image stored{.channels = header.channels(), .height = header.height, .width = header.width};
  stored.pixels = stored.channels == 3 ? planes_of(pixels) : std::move(pixels);
  return oriented(std::move(stored), header.orientation);
}

Image with_channels(Image image, std::int64_t channels) {
  if (image.channels == channels) return image;
  image.pixels = channels == 1 ? luma_of(image.pixels) : repeated(image.pixels);
  image.channels = channels;
  return image;
}

}  // namespace maas::formats
