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

  /// A side that is left open: pre-processing resizes.
  static constexpr std::int64_t kAnySide = -1;

  std::int64_t elements() const { return channels * height * width; }
  /// Returns "1x28x28", "grey of any size" or "colour of any size".
  std::string text() const {
    if (height == kAnySide) return channels == 1 ? "grey of any size" : "colour of any size";
    return fmt::format("{}x{}x{}", channels, height, width);
  }
};

}  // namespace maas::formats
