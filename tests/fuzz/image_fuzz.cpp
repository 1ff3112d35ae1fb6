#include "formats/image/image.h"
#include "fuzz/support.h"

using namespace maas;

/// Probing and decoding must agree.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::expect_only_bad_data([=] {
    const auto file = fuzz::bytes_of(data, size);
    const formats::ImageLimits limits{.max_side = 4096, .max_pixels = 1 << 20};
    const formats::ImageInfo info = formats::probe_image(file, "fuzz", limits);
    const formats::Image image = formats::decode_image(file, "fuzz", formats::kWhite, limits);
    fuzz::require(info.channels == image.channels && info.width == image.width &&
                  info.height == image.height);
    fuzz::require(image.pixels.size() ==
                  static_cast<std::size_t>(image.channels * image.height * image.width));
  });
}
