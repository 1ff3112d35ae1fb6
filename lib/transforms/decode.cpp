#include "transforms/decode.h"

#include "formats/image/image.h"

namespace maas::transforms {

void decode(std::span<const std::byte> file, const std::string& origin, std::int64_t channels,
            Image& image) {
  const formats::Image decoded =
      formats::with_channels(formats::decode_image(file, origin), channels);
  assign_bytes(image, {decoded.channels, decoded.height, decoded.width}, decoded.pixels.data());
}

}  // namespace maas::transforms
