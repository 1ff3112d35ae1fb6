#include <algorithm>
#include <memory>
#include <optional>

#include <gif_lib.h>

#include "formats/image/codec.h"
#include "maas/error.h"

namespace maas::formats {
namespace {

/// Where the rows of an interlaced picture start and how far apart they are, pass by pass.
struct Pass {
  int first;
  int step;
};
constexpr Pass kWhole[] = {{0, 1}};
constexpr Pass kInterlaced[] = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};

bool is_gray(const GifColorType& colour) {
  return colour.Red == colour.Green && colour.Green == colour.Blue;
}

/// The first frame, which may cover a part of the picture; the rest is transparent.
class GifDecoder final : public ImageDecoder {
 public:
  GifDecoder(std::span<const std::byte> file, std::string_view origin, const ImageLimits& limits)
      : rest_(file), origin_(origin) {
    int error = 0;
    gif_.reset(DGifOpen(this, read_bytes, &error));
    if (gif_ == nullptr) fail_broken(GifErrorString(error));
    find_frame();
    check_limits(width(), height(), limits, origin);
    if (colours() == nullptr) fail_broken("it has no colours");
  }

  StoredImage header() const override {
    const std::span palette(colours()->Colors, static_cast<std::size_t>(colours()->ColorCount));
    const bool is_covered = frame().Width == width() && frame().Height == height();
    return {.format = ImageFormat::kGif,
            .components = (std::ranges::all_of(palette, is_gray) ? 1 : 3) +
                          (transparent_ || !is_covered ? 1 : 0),
            .height = height(),
            .width = width()};
  }

  void decode(std::span<std::uint8_t> pixels) override {
    const auto components = static_cast<std::size_t>(header().components);
    std::vector<GifPixelType> row(static_cast<std::size_t>(frame().Width));
    const auto passes = frame().Interlace ? std::span<const Pass>(kInterlaced) : kWhole;
    for (const Pass& pass : passes) {
      for (int y = pass.first; y < frame().Height; y += pass.step) {
        if (DGifGetLine(gif_.get(), row.data(), frame().Width) != GIF_OK) fail_broken();
        const auto first = static_cast<std::size_t>((frame().Top + y) * width() + frame().Left);
        paint(row, pixels.subspan(first * components), components);
      }
    }
  }

 private:
  struct Close {
    void operator()(GifFileType* gif) const {
      int unused = 0;
      DGifCloseFile(gif, &unused);
    }
  };

  static int read_bytes(GifFileType* gif, GifByteType* out, int count) {
    auto& rest = static_cast<GifDecoder*>(gif->UserData)->rest_;
    const std::size_t taken = std::min(rest.size(), static_cast<std::size_t>(count));
    std::copy_n(reinterpret_cast<const GifByteType*>(rest.data()), taken, out);
    rest = rest.subspan(taken);
    return static_cast<int>(taken);
  }

  /// Reads up to the pixels of the first frame.
  void find_frame() {
    for (GifRecordType type = UNDEFINED_RECORD_TYPE; type != IMAGE_DESC_RECORD_TYPE;) {
      if (DGifGetRecordType(gif_.get(), &type) != GIF_OK) fail_broken();
      if (type == TERMINATE_RECORD_TYPE) fail_broken("it has no picture");
      if (type == EXTENSION_RECORD_TYPE) read_extension();
    }
    if (DGifGetImageDesc(gif_.get()) != GIF_OK) fail_broken();
  }

  /// Which colour is transparent stands in an extension before the frame.
  void read_extension() {
    int code = 0;
    GifByteType* block = nullptr;  // its length, and so many bytes
    if (DGifGetExtension(gif_.get(), &code, &block) != GIF_OK) fail_broken();
    while (block != nullptr) {
      GraphicsControlBlock control{};
      if (code == GRAPHICS_EXT_FUNC_CODE &&
          DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK) {
        transparent_.reset();
        if (control.TransparentColor != NO_TRANSPARENT_COLOR)
          transparent_ = control.TransparentColor;
      }
      if (DGifGetExtensionNext(gif_.get(), &block) != GIF_OK) fail_broken();
    }
  }

  /// Writes a row of the frame; what is not painted stays 0, and so transparent.
  void paint(std::span<const GifPixelType> row, std::span<std::uint8_t> to,
             std::size_t components) const {
    const bool has_alpha = components % 2 == 0;
    for (std::size_t x = 0; x < row.size(); ++x) {
      std::uint8_t* pixel = to.data() + x * components;
      if (transparent_ == row[x]) continue;
      if (row[x] >= colours()->ColorCount) fail_broken("a pixel has none of its colours");
      const GifColorType& colour = colours()->Colors[row[x]];
      pixel[0] = colour.Red;
      if (components >= 3) pixel[1] = colour.Green;
      if (components >= 3) pixel[2] = colour.Blue;
      if (has_alpha) pixel[components - 1] = 255;
    }
  }

  const GifImageDesc& frame() const { return gif_->Image; }
  const ColorMapObject* colours() const {
    return frame().ColorMap != nullptr ? frame().ColorMap : gif_->SColorMap;
  }
  /// A frame that reaches beyond the screen makes it larger.
  std::int64_t width() const { return std::max(gif_->SWidth, frame().Left + frame().Width); }
  std::int64_t height() const { return std::max(gif_->SHeight, frame().Top + frame().Height); }

  [[noreturn]] void fail_broken() const { fail_broken(GifErrorString(gif_->Error)); }
  [[noreturn]] void fail_broken(const char* reason) const {
    fail(ErrorCode::kInvalidData, "'{}': broken GIF: {}", origin_,
         reason == nullptr ? "its structure is wrong" : reason);
  }

  std::span<const std::byte> rest_;
  std::string origin_;
  std::unique_ptr<GifFileType, Close> gif_;
  std::optional<int> transparent_;
};

}  // namespace

std::unique_ptr<ImageDecoder> open_gif(std::span<const std::byte> file, std::string_view origin,
                                       const ImageLimits& limits) {
  return std::make_unique<GifDecoder>(file, origin, limits);
}

}  // namespace maas::formats
