#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include <fmt/format.h>

namespace maas::survey {

/// Channels, rows and columns of a picture.
struct PictureShape {
  std::int64_t channels = 0;
  std::int64_t height = 0;
  std::int64_t width = 0;
  friend auto operator<=>(const PictureShape&, const PictureShape&) = default;

  /// Returns "1x28x28".
  std::string text() const { return fmt::format("{}x{}x{}", channels, height, width); }
};

}  // namespace maas::survey
