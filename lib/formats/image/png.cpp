#include <algorithm>
#include <csetjmp>
#include <memory>

#include <png.h>

#include "formats/image/codec.h"
#include "maas/error.h"

namespace maas::formats {
namespace {

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
      : source_{file}, origin_(origin) {
    png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, &source_, keep_message, ignore_warning);
    info_ = png_ == nullptr ? nullptr : png_create_info_struct(png_);
    if (info_ == nullptr) {
      png_destroy_read_struct(&png_, &info_, nullptr);
      fail(ErrorCode::kOutOfMemory, "no memory to decode '{}'", origin);
    }
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

  ImageInfo info() const override {
    const bool gray = (png_get_color_type(png_, info_) & PNG_COLOR_MASK_COLOR) == 0;
    return {.format = ImageFormat::kPng,
            .channels = gray ? 1 : 3,
            .height = png_get_image_height(png_, info_),
            .width = png_get_image_width(png_, info_)};
  }

  void decode(std::span<std::uint8_t> pixels) override {
    const ImageInfo shape = info();
    const auto stride = static_cast<std::size_t>(shape.width * shape.channels);
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
    png_set_strip_alpha(png_);
    png_set_interlace_handling(png_);
    png_read_update_info(png_, info_);
    if (png_get_rowbytes(png_, info_) != stride) png_error(png_, "its rows have another length");
    png_read_image(png_, rows);
    png_read_end(png_, nullptr);
  }

  Source source_;
  std::string origin_;
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
