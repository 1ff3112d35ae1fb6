#include <array>
#include <csetjmp>
#include <cstdio>
#include <memory>

#include <jerror.h>
#include <jpeglib.h>

#include "formats/image/codec.h"
#include "formats/image/orientation.h"
#include "maas/error.h"

namespace maas::formats {
namespace {

constexpr int kMaxScans = 500;  // a real progressive picture has about ten
constexpr int kExifMarker = JPEG_APP0 + 1;
constexpr unsigned kLongestMarker = 0xffff;

/// libjpeg's error manager, and where to jump from it.
struct ErrorManager {
  jpeg_error_mgr base{};
  std::jmp_buf jump{};
  std::array<char, JMSG_LENGTH_MAX> message{};
};

ErrorManager& manager_of(j_common_ptr codec) {
  return *reinterpret_cast<ErrorManager*>(codec->err);
}

void jump_out(j_common_ptr codec) {
  ErrorManager& errors = manager_of(codec);
  errors.base.format_message(codec, errors.message.data());
  std::longjmp(errors.jump, 1);
}

/// Bytes that are missing or make no sense are a warning to libjpeg, an error to us.
void judge_message(j_common_ptr codec, int level) {
  const int code = codec->err->msg_code;
  const bool harmless = level >= 0 || code == JWRN_EXTRANEOUS_DATA || code == JWRN_ADOBE_XFORM ||
                        code == JWRN_JFIF_MAJOR;
  if (!harmless) jump_out(codec);
}

void limit_scans(j_common_ptr codec) {
  if (reinterpret_cast<j_decompress_ptr>(codec)->input_scan_number > kMaxScans) {
    ERREXIT(codec, JERR_BAD_PROGRESSION);
  }
}

/// Runs `step` with libjpeg's jumps caught; nothing on the jumped stack has a destructor.
/// @returns false after an error
template <class Step>
bool guarded(ErrorManager& errors, const Step& step) {
  if (setjmp(errors.jump) != 0) return false;
  step();
  return true;
}

/// Returns the contents of the first marker that is EXIF's; XMP stands under the same number.
std::span<const std::byte> exif_of(const jpeg_decompress_struct& codec) {
  constexpr std::string_view kName("Exif\0", 5);
  for (const jpeg_marker_struct* marker = codec.marker_list; marker != nullptr;
       marker = marker->next) {
    const std::span contents(reinterpret_cast<const char*>(marker->data), marker->data_length);
    if (std::string_view(contents.data(), contents.size()).starts_with(kName)) {
      return std::as_bytes(contents);
    }
  }
  return {};
}

/// Adobe stores the complements of cyan, magenta, yellow and black.
void rgb_from_inverted_cmyk(const std::uint8_t* cmyk, std::uint8_t* rgb, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i, cmyk += 4, rgb += 3) {
    for (std::size_t c = 0; c < 3; ++c) {
      rgb[c] = static_cast<std::uint8_t>((cmyk[c] * cmyk[3] + 127) / 255);
    }
  }
}

class JpegDecoder final : public ImageDecoder {
 public:
  JpegDecoder(std::span<const std::byte> file, std::string_view origin, const ImageLimits& limits)
      : origin_(origin) {
    codec_.err = jpeg_std_error(&errors_.base);
    errors_.base.error_exit = jump_out;
    errors_.base.emit_message = judge_message;
    try {
      run([this, file] {
        jpeg_create_decompress(&codec_);
        codec_.progress = &progress_;
        progress_.progress_monitor = limit_scans;
        jpeg_mem_src(&codec_, reinterpret_cast<const unsigned char*>(file.data()), file.size());
        jpeg_save_markers(&codec_, kExifMarker, kLongestMarker);
        jpeg_read_header(&codec_, TRUE);
      });
      orientation_ = orientation_of(exif_of(codec_));
      check_limits(codec_.image_width, codec_.image_height, limits, origin);
    } catch (const Error&) {
      jpeg_destroy_decompress(&codec_);
      throw;
    }
  }
  JpegDecoder(const JpegDecoder&) = delete;
  JpegDecoder& operator=(const JpegDecoder&) = delete;
  ~JpegDecoder() override { jpeg_destroy_decompress(&codec_); }

  StoredImage header() const override {
    return {.format = ImageFormat::kJpeg,
            .components = codec_.num_components == 1 ? 1 : 3,
            .height = codec_.image_height,
            .width = codec_.image_width,
            .orientation = orientation_};
  }

  void decode(std::span<std::uint8_t> pixels) override {
    const bool cmyk = codec_.num_components == 4;
    const std::size_t width = codec_.image_width;
    const std::size_t stride = width * static_cast<std::size_t>(header().components);
    std::vector<std::uint8_t> row(cmyk ? 4 * width : 0);
    run([&] {
      codec_.out_color_space = cmyk ? JCS_CMYK : header().components == 1 ? JCS_GRAYSCALE : JCS_RGB;
      jpeg_start_decompress(&codec_);
      while (codec_.output_scanline < codec_.output_height) {
        std::uint8_t* target = pixels.data() + codec_.output_scanline * stride;
        JSAMPROW scanline = cmyk ? row.data() : target;
        jpeg_read_scanlines(&codec_, &scanline, 1);
        if (cmyk) rgb_from_inverted_cmyk(row.data(), target, width);
      }
      jpeg_finish_decompress(&codec_);
    });
  }

 private:
  template <class Step>
  void run(const Step& step) {
    if (guarded(errors_, step)) return;
    fail(ErrorCode::kInvalidData, "'{}': broken JPEG: {}", origin_, errors_.message.data());
  }

  std::string origin_;
  int orientation_ = 1;
  ErrorManager errors_;
  jpeg_progress_mgr progress_{};
  jpeg_decompress_struct codec_{};
};

}  // namespace

std::unique_ptr<ImageDecoder> open_jpeg(std::span<const std::byte> file, std::string_view origin,
                                        const ImageLimits& limits) {
  return std::make_unique<JpegDecoder>(file, origin, limits);
}

}  // namespace maas::formats
