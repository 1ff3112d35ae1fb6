#include <algorithm>
#include <csetjmp>
#include <memory>

#include <png.h>

#include "formats/image/codec.h"
#include "formats/image/orientation.h"
#include "maas/error.h"

namespace maas::formats {
namespace {

/// Returns the contents of the first `eXIf` chunk, which may stand before the pixels or behind
/// them; libpng alone would tell of the latter once all pixels are inflated.
std::span<const std::byte> exif_of(std::span<const std::byte> file) {
  constexpr std::size_t kSignature = 8;
  constexpr std::size_t kFrame = 12;  // length and type before a chunk's contents, checksum behind
  for (std::size_t at = kSignature; file.size() >= at + kFrame;) {
    const auto* chunk = reinterpret_cast<const png_byte*>(file.data()) + at;
    const std::size_t length = png_get_uint_32(chunk);
    if (length > file.size() - at - kFrame) break;
    if (std::equal(chunk + 4, chunk + 8, "eXIf")) return file.subspan(at + 8, length);
    at += kFrame + length;
  }
  return {};
}

/// What libpng's callbacks reach: the bytes that are left and the message of an error.
struct Source {
  std::span<const std::byte> rest;
  std::string message{};
};

void read_bytes(png_structp png, png_bytep out, png_size_t count) {
  auto& source = *static_cast<Source*>(png_get_io_ptr(png));
  if (count > source.rest.size()) png_error(png, "the file is truncated");
  std::copy_n(reinterpret_cast<const png_byte*>(source.rest.data()), count, out);
  source.rest = source.rest.subspan(count);
}

void keep_message(png_structp png, png_const_charp message) {
  static_cast<Source*>(png_get_error_ptr(png))->message = message;
  png_longjmp(png, 1);
}

void ignore_warning(png_structp, png_const_charp) {}

/// Runs `step` with libpng's jumps caught; nothing on the jumped stack has a destructor.
/// @returns false after an error
template <class Step>
bool guarded(png_structp png, const Step& step) {
  if (setjmp(png_jmpbuf(png)) != 0) return false;
  step();
  return true;
}

class PngDecoder final : public ImageDecoder {
 public:
  PngDecoder(std::span<const std::byte> file, std::string_view origin, const ImageLimits& limits)
      : source_{file}, origin_(origin), orientation_(orientation_of(exif_of(file))) {
    png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, &source_, keep_message, ignore_warning);
    info_ = png_ == nullptr ? nullptr : png_create_info_struct(png_);
    if (info_ == nullptr) {
      png_destroy_read_struct(&png_, &info_, nullptr);
      fail(ErrorCode::kOutOfMemory, "no memory to decode '{}'", origin);
    }
    // Text and profiles, which may be compressed a thousandfold, are passed over unread.
    png_set_keep_unknown_chunks(png_, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
    try {
      run([this] { read_header(); });
      check_limits(png_get_image_width(png_, info_), png_get_image_height(png_, info_), limits,
                   origin);
    } catch (const Error&) {
      png_destroy_read_struct(&png_, &info_, nullptr);
      throw;
    }
  }
  PngDecoder(const PngDecoder&) = delete;
  PngDecoder& operator=(const PngDecoder&) = delete;
  ~PngDecoder() override { png_destroy_read_struct(&png_, &info_, nullptr); }

  StoredImage header() const override {
    const int colour_type = png_get_color_type(png_, info_);
    const bool has_alpha =
        (colour_type & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid(png_, info_, PNG_INFO_tRNS) != 0;
    const std::int64_t channels = (colour_type & PNG_COLOR_MASK_COLOR) == 0 ? 1 : 3;
    return {.format = ImageFormat::kPng,
            .components = channels + (has_alpha ? 1 : 0),
            .height = png_get_image_height(png_, info_),
            .width = png_get_image_width(png_, info_),
            .orientation = orientation_};
  }

  void decode(std::span<std::uint8_t> pixels) override {
    const StoredImage shape = header();
    const auto stride = static_cast<std::size_t>(shape.width * shape.components);
    std::vector<png_bytep> rows;
    for (std::size_t y = 0; y < static_cast<std::size_t>(shape.height); ++y) {
      rows.push_back(pixels.data() + y * stride);
    }
    run([this, &rows, stride] { read_pixels(rows.data(), stride); });
  }

 private:
  template <class Step>
  void run(const Step& step) {
    if (guarded(png_, step)) return;
    fail(ErrorCode::kInvalidData, "'{}': broken PNG: {}", origin_, source_.message);
  }

  void read_header() {
    png_set_read_fn(png_, &source_, read_bytes);
    png_set_user_limits(png_, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_crc_action(png_, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    png_read_info(png_, info_);
  }

  void read_pixels(png_bytepp rows, std::size_t stride) {
    png_set_expand(png_);
    png_set_scale_16(png_);
    png_set_interlace_handling(png_);
    png_read_update_info(png_, info_);
    if (png_get_rowbytes(png_, info_) != stride) png_error(png_, "its rows have another length");
    png_read_image(png_, rows);
    png_read_end(png_, nullptr);
  }

  Source source_;
  std::string origin_;
  int orientation_;
  png_structp png_ = nullptr;
  png_infop info_ = nullptr;
};

void append_bytes(png_structp png, png_bytep bytes, png_size_t count) {
  static_cast<std::string*>(png_get_io_ptr(png))->append(reinterpret_cast<char*>(bytes), count);
}

}  // namespace

std::unique_ptr<ImageDecoder> open_png(std::span<const std::byte> file, std::string_view origin,
                                       const ImageLimits& limits) {
  return std::make_unique<PngDecoder>(file, origin, limits);
}

std::string encode_png(const Image& image) {
  if (image.channels != 1 && image.channels != 3) {
    fail(ErrorCode::kInternal, "a PNG of {} channels was asked for, 1 and 3 are possible",
         image.channels);
  }
  std::vector<std::uint8_t> pixels = interleaved(image);
  const auto stride = static_cast<std::size_t>(image.width * image.channels);
  std::string file;
  Source errors{};
  png_structp png =
      png_create_write_struct(PNG_LIBPNG_VER_STRING, &errors, keep_message, ignore_warning);
  png_infop info = png_create_info_struct(png);
  const bool done = guarded(png, [&] {
    png_set_write_fn(png, &file, append_bytes, nullptr);
    png_set_IHDR(png, info, static_cast<png_uint_32>(image.width),
                 static_cast<png_uint_32>(image.height), 8,
                 image.channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
    png_write_info(png, info);
    for (std::size_t at = 0; at < pixels.size(); at += stride) png_write_row(png, &pixels[at]);
    png_write_end(png, info);
  });
  png_destroy_write_struct(&png, &info);
  if (!done) fail(ErrorCode::kInternal, "cannot encode a PNG: {}", errors.message);
  return file;
}

}  // namespace maas::formats
