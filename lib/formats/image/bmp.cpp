#include <algorithm>
#include <bit>
#include <memory>

#include "formats/image/codec.h"
#include "maas/error.h"

namespace maas::formats {
namespace {

constexpr std::size_t kFileHeader = 14;
constexpr std::size_t kCoreHeader = 12;  // OS/2's, with sides of 16 bits
constexpr std::size_t kInfoHeader = 40;
constexpr std::size_t kInfoHeaderWithAlpha = 56;

/// The bits of a pixel that hold a channel.
class Mask {
 public:
  Mask() = default;
  explicit Mask(std::uint32_t bits) : bits_(bits), shift_(bits == 0 ? 0 : std::countr_zero(bits)) {}

  bool is_empty() const { return bits_ == 0; }

  /// Returns the channel of a pixel, scaled to a byte.
  std::uint8_t of(std::uint32_t pixel) const {
    if (is_empty()) return 0;
    const std::uint64_t most = bits_ >> shift_;
    const std::uint64_t value = (pixel & bits_) >> shift_;
    return static_cast<std::uint8_t>((value * 255 + most / 2) / most);
  }

 private:
  std::uint32_t bits_ = 0;
  int shift_ = 0;
};

/// Pictures without compression: 1, 4 or 8 bits with a palette, 16, 24 or 32 bits without, upwards
/// or downwards, with the headers of Windows or of OS/2.
class BmpDecoder final : public ImageDecoder {
 public:
  BmpDecoder(std::span<const std::byte> file, std::string_view origin, const ImageLimits& limits)
      : file_(file), origin_(origin) {
    if (file_.size() < kFileHeader + kCoreHeader) fail_broken("its header is truncated");
    const std::size_t size = number(kFileHeader, 4);
    if (size != kCoreHeader && size < kInfoHeader) fail_broken("its header has another length");
    if (size > file_.size() - kFileHeader) fail_broken("its header is truncated");
    read_sides(size);
    check_limits(width_, height_, limits, origin);
    if (bits_ <= 8)
      read_palette(size);
    else
      read_masks(size);
    find_rows();
  }

  StoredImage header() const override {
    const bool gray = !palette_.empty() && std::ranges::all_of(palette_, [](const Rgb& colour) {
      return colour[0] == colour[1] && colour[1] == colour[2];
    });
    return {.format = ImageFormat::kBmp,
            .components = gray                   ? 1
                          : masks_[3].is_empty() ? 3
                                                 : 4,
            .height = height_,
            .width = width_};
  }

  void decode(std::span<std::uint8_t> pixels) override {
    const std::int64_t components = header().components;
    std::uint8_t* to = pixels.data();
    for (std::int64_t y = 0; y < height_; ++y) {
      const std::int64_t row = is_upwards_ ? height_ - 1 - y : y;
      for (std::int64_t x = 0; x < width_; ++x, to += components) {
        const std::uint32_t pixel = pixel_at(static_cast<std::size_t>(row) * stride_, x);
        if (palette_.empty()) {
          for (std::int64_t c = 0; c < components; ++c) to[c] = masks_[c].of(pixel);
        } else {
          if (pixel >= palette_.size()) fail_broken("a pixel has none of its colours");
          std::copy_n(palette_[pixel].data(), components, to);
        }
      }
    }
  }

 private:
  void read_sides(std::size_t size) {
    const bool is_core = size == kCoreHeader;
    const std::size_t at = kFileHeader + 4;
    const std::size_t bytes = is_core ? 2 : 4;
    const auto height = is_core ? static_cast<std::int32_t>(number(at + 2, 2))
                                : static_cast<std::int32_t>(number(at + 4, 4));
    width_ = is_core ? number(at, 2) : static_cast<std::int32_t>(number(at, 4));
    height_ = std::abs(std::int64_t{height});
    is_upwards_ = height > 0;
    bits_ = number(at + 2 * bytes + 2, 2);
    compression_ = is_core ? 0 : number(kFileHeader + 16, 4);
    constexpr std::uint32_t kBits[] = {1, 4, 8, 16, 24, 32};
    if (std::ranges::find(kBits, bits_) == std::end(kBits)) {
      fail(ErrorCode::kInvalidData, "'{}': a BMP of {} bits a pixel is not supported", origin_,
           bits_);
    }
    const bool has_masks = compression_ == 3 || compression_ == 6;
    if (compression_ != 0 && !(has_masks && (bits_ == 16 || bits_ == 32))) {
      fail(ErrorCode::kInvalidData, "'{}': a BMP with compression {} is not supported", origin_,
           compression_);
    }
  }

  void read_palette(std::size_t size) {
    const bool is_core = size == kCoreHeader;
    const std::size_t used = is_core ? 0 : number(kFileHeader + 32, 4);
    const std::size_t most = std::size_t{1} << bits_;
    const std::size_t count = used == 0 ? most : std::min(used, most);
    const std::size_t entry = is_core ? 3 : 4;
    const std::size_t first = kFileHeader + size;
    if (count * entry > file_.size() - first) fail_broken("its colours are truncated");
    for (std::size_t at = first; palette_.size() < count; at += entry) {
      palette_.push_back({byte(at + 2), byte(at + 1), byte(at)});
    }
  }

  /// The masks follow a plain header, or are a part of a later one.
  void read_masks(std::size_t size) {
    masks_ = {Mask(0xff0000), Mask(0xff00), Mask(0xff), Mask()};
    if (bits_ == 16) masks_ = {Mask(0x7c00), Mask(0x3e0), Mask(0x1f), Mask()};
    if (compression_ == 0) return;
    const bool has_alpha = size >= kInfoHeaderWithAlpha || compression_ == 6;
    const std::size_t count = has_alpha ? 4 : 3;
    const std::size_t first = kFileHeader + kInfoHeader;
    if (4 * count > file_.size() - first) fail_broken("its masks are truncated");
    for (std::size_t i = 0; i < count; ++i) {
      masks_[i] = Mask(static_cast<std::uint32_t>(number(first + 4 * i, 4)));
    }
  }

  /// All rows are in the file, so that a picture is never larger than its bytes.
  void find_rows() {
    const std::size_t first = number(10, 4);
    stride_ = (static_cast<std::size_t>(width_) * bits_ + 31) / 32 * 4;
    const std::size_t needed = stride_ * static_cast<std::size_t>(height_);
    if (first > file_.size() || needed > file_.size() - first) fail_broken("it is truncated");
    rows_ = file_.subspan(first, needed);
  }

  /// @param row  offset of its first byte
  std::uint32_t pixel_at(std::size_t row, std::int64_t x) const {
    const std::size_t bit = static_cast<std::size_t>(x) * bits_;
    const auto* from = reinterpret_cast<const std::uint8_t*>(rows_.data()) + row + bit / 8;
    if (bits_ < 8) return from[0] >> (8 - bits_ - bit % 8) & ((1U << bits_) - 1);
    std::uint32_t pixel = 0;
    for (std::size_t i = bits_ / 8; i-- > 0;) pixel = pixel << 8 | from[i];
    return pixel;
  }

  std::uint8_t byte(std::size_t at) const { return std::to_integer<std::uint8_t>(file_[at]); }

  std::uint32_t number(std::size_t at, std::size_t size) const {
    std::uint32_t value = 0;
    for (std::size_t i = size; i-- > 0;) value = value << 8 | byte(at + i);
    return value;
  }

  [[noreturn]] void fail_broken(std::string_view reason) const {
    fail(ErrorCode::kInvalidData, "'{}': broken BMP: {}", origin_, reason);
  }

  std::span<const std::byte> file_;
  std::span<const std::byte> rows_;
  std::string origin_;
  std::int64_t width_ = 0;
  std::int64_t height_ = 0;
  bool is_upwards_ = true;
  std::uint32_t bits_ = 0;  ///< of a pixel
  std::uint32_t compression_ = 0;
  std::size_t stride_ = 0;
  std::vector<Rgb> palette_;   ///< of up to 8 bits
  std::array<Mask, 4> masks_;  ///< of more; red, green, blue, alpha
};

}  // namespace

std::unique_ptr<ImageDecoder> open_bmp(std::span<const std::byte> file, std::string_view origin,
                                       const ImageLimits& limits) {
  return std::make_unique<BmpDecoder>(file, origin, limits);
}

}  // namespace maas::formats
