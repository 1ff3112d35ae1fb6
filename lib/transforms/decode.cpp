#include "transforms/decode.h"

#include "formats/image/image.h"

namespace maas::transforms {

void decode(std::span<const std::byte> file, const std::string& origin, std::int64_t channels,
            formats::Rgb background, Image& image) {
  assign_bytes(image,
               formats::with_channels(formats::decode_image(file, origin, background), channels));
}

}  // namespace maas::transforms
