#include <memory>

#include <webp/decode.h>
#include <webp/demux.h>

#include "formats/image/codec.h"
#include "formats/image/orientation.h"
#include "maas/error.h"

namespace maas::formats {
namespace {

/// A demuxer over the whole file, or over as much of it as there is.
class Demuxer {
 public:
  explicit Demuxer(std::span<const std::byte> file) {
    const WebPData data{reinterpret_cast<const std::uint8_t*>(file.data()), file.size()};
    demuxer_ = WebPDemuxPartial(&data, &state_);
  }
  Demuxer(const Demuxer&) = delete;
  Demuxer& operator=(const Demuxer&) = delete;
  ~Demuxer() { WebPDemuxDelete(demuxer_); }

  bool has_header() const { return demuxer_ != nullptr && state_ >= WEBP_DEMUX_PARSED_HEADER; }
  bool is_whole() const { return demuxer_ != nullptr && state_ == WEBP_DEMUX_DONE; }
  const WebPDemuxer* get() const { return demuxer_; }
  std::int64_t value(WebPFormatFeature feature) const { return WebPDemuxGetI(demuxer_, feature); }

 private:
  WebPDemuxState state_ = WEBP_DEMUX_PARSE_ERROR;
  WebPDemuxer* demuxer_ = nullptr;
};

int orientation_of(const Demuxer& demuxer) {
  WebPChunkIterator chunk{};
  int orientation = 1;
  if (WebPDemuxGetChunk(demuxer.get(), "EXIF", 1, &chunk) != 0) {
    orientation =
        formats::orientation_of(std::as_bytes(std::span(chunk.chunk.bytes, chunk.chunk.size)));
  }
  WebPDemuxReleaseChunkIterator(&chunk);
  return orientation;
}

/// The first frame, which may cover a part of the picture; the rest is transparent.
class WebpDecoder final : public ImageDecoder {
 public:
  WebpDecoder(std::span<const std::byte> file, std::string_view origin, const ImageLimits& limits)
      : origin_(origin), demuxer_(file) {
    if (!demuxer_.has_header()) fail_broken("its header is broken or truncated");
    check_limits(demuxer_.value(WEBP_FF_CANVAS_WIDTH), demuxer_.value(WEBP_FF_CANVAS_HEIGHT),
                 limits, origin);
    if (WebPDemuxGetFrame(demuxer_.get(), 1, &frame_) == 0) fail_broken("it has no whole frame");
  }
  WebpDecoder(const WebpDecoder&) = delete;
  WebpDecoder& operator=(const WebpDecoder&) = delete;
  ~WebpDecoder() override { WebPDemuxReleaseIterator(&frame_); }

  StoredImage header() const override {
    const std::int64_t width = demuxer_.value(WEBP_FF_CANVAS_WIDTH);
    const std::int64_t height = demuxer_.value(WEBP_FF_CANVAS_HEIGHT);
    const bool is_covered = frame_.width == width && frame_.height == height;
    return {.format = ImageFormat::kWebp,
            .components = frame_.has_alpha != 0 || !is_covered ? 4 : 3,
            .height = height,
            .width = width,
            .orientation = orientation_of(demuxer_)};
  }

  void decode(std::span<std::uint8_t> pixels) override {
    if (!demuxer_.is_whole()) fail_broken("it is truncated");
    const StoredImage shape = header();
    const auto stride = static_cast<std::size_t>(shape.width * shape.components);
    const std::size_t first = static_cast<std::size_t>(frame_.y_offset) * stride +
                              static_cast<std::size_t>(frame_.x_offset * shape.components);
    const std::span<std::uint8_t> target = pixels.subspan(first);
    const auto read = shape.has_alpha() ? WebPDecodeRGBAInto : WebPDecodeRGBInto;
    if (read(frame_.fragment.bytes, frame_.fragment.size, target.data(), target.size(),
             static_cast<int>(stride)) == nullptr) {
      fail_broken("its pixels are truncated or broken");
    }
  }

 private:
  [[noreturn]] void fail_broken(std::string_view reason) const {
    fail(ErrorCode::kInvalidData, "'{}': broken WebP: {}", origin_, reason);
  }

  std::string origin_;
  Demuxer demuxer_;
  WebPIterator frame_{};
};

}  // namespace

std::unique_ptr<ImageDecoder> open_webp(std::span<const std::byte> file, std::string_view origin,
                                        const ImageLimits& limits) {
  return std::make_unique<WebpDecoder>(file, origin, limits);
}

}  // namespace maas::formats
