#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/files.h"
#include "formats/gzip/gzip.h"
#include "formats/idx/idx.h"
#include "formats/image/image.h"
#include "support/support.h"

/// Small data sets on disk.
namespace maas::data::test {

namespace fs = std::filesystem;

/// Writes a PNG whose pixels all have one value, so that its statistics are known.
inline void write_picture(const fs::path& file, std::uint8_t value, std::int64_t height = 16,
                          std::int64_t width = 16, std::int64_t channels = 1) {
  fs::create_directories(file.parent_path());
  const auto size = static_cast<std::size_t>(channels * height * width);
  base::write_file(
      file, formats::encode_png({channels, height, width, std::vector<std::uint8_t>(size, value)}));
}

/// Writes `count` pictures of each class; the value tells class and number.
inline void write_classes(const fs::path& root, const std::vector<std::string>& classes,
                          int count = 2) {
  for (std::size_t c = 0; c < classes.size(); ++c) {
    for (int i = 0; i < count; ++i) {
      write_picture(root / classes[c] / fmt::format("{:02}.png", i),
                    static_cast<std::uint8_t>(100 * c + static_cast<std::size_t>(i)));
    }
  }
}

inline std::string text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Writes 28x28 pictures whose pixels are their label times ten, by MNIST's names; the first pixel
/// tells the samples apart if they are to be `distinct`.
inline void write_idx(const fs::path& folder, const std::string& stem,
                      const std::vector<std::uint8_t>& labels, bool zipped = false,
                      bool distinct = true) {
  fs::create_directories(folder);
  std::vector<std::uint8_t> pixels;
  for (const std::uint8_t label : labels) {
    const std::size_t first = pixels.size();
    pixels.insert(pixels.end(), 28 * 28, 10 * label);
    if (distinct) pixels[first] = static_cast<std::uint8_t>(first / (28 * 28));
  }
  const auto count = static_cast<std::int64_t>(labels.size());
  const auto write = [&](const std::string& name, std::vector<std::byte> bytes) {
    if (zipped) bytes = formats::gzip(bytes);
    base::write_file(folder / (stem + name + (zipped ? ".gz" : "")), text_of(bytes));
  };
  write("-images-idx3-ubyte",
        formats::serialize_idx(std::vector<std::int64_t>{count, 28, 28}, pixels));
  write("-labels-idx1-ubyte", formats::serialize_idx(std::vector<std::int64_t>{count}, labels));
}

}  // namespace maas::data::test
