#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include <fmt/format.h>

namespace maas::formats {

/// Channels, rows and columns of a picture.
struct ImageShape {
  std::int64_t channels = 0;
  std::int64_t height = 0;
  std::int64_t width = 0;
  friend auto operator<=>(const ImageShape&, const ImageShape&) = default;

  std::int64_t elements() const { return channels * height * width; }
  /// Returns "1x28x28".
  std::string text() const { return fmt::format("{}x{}x{}", channels, height, width); }
};

}  // namespace maas::formats
