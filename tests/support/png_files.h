#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <zlib.h>

/// PNG files that no encoder writes.
namespace maas::test {

inline std::string big_endian(std::uint32_t value) {
  std::string bytes;
  for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(value >> shift);
  return bytes;
}

/// A chunk with its length and checksum.
inline std::string png_chunk(const std::string& type, const std::string& content) {
  const std::string checked = type + content;
  const auto checksum =
      crc32(0, reinterpret_cast<const Bytef*>(checked.data()), static_cast<uInt>(checked.size()));
  return big_endian(static_cast<std::uint32_t>(content.size())) + checked +
         big_endian(static_cast<std::uint32_t>(checksum));
}

/// The stream of zlib, without the frame of gzip.
inline std::string deflated(const std::string& bytes) {
  std::string result(compressBound(bytes.size()), '\0');
  uLongf size = result.size();
  compress(reinterpret_cast<Bytef*>(result.data()), &size,
           reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  result.resize(size);
  return result;
}

/// A grey picture of these chunks.
inline std::string png_of(std::uint32_t width, std::uint32_t height, const std::string& chunks) {
  const std::string grey("\x08\0\0\0\0", 5);
  return "\x89PNG\r\n\x1a\n" + png_chunk("IHDR", big_endian(width) + big_endian(height) + grey) +
         chunks + png_chunk("IEND", "");
}

/// A header with the chunks that follow it, and no pixel worth the name.
inline std::string png_of_header(std::uint32_t width, std::uint32_t height,
                                 const std::string& chunks = {}) {
  return png_of(width, height, chunks + png_chunk("IDAT", "x"));
}

/// A whole black picture of any size, a thousandth of its pixels.
inline std::string blank_png(std::uint32_t width, std::uint32_t height) {
  const std::string rows((std::size_t{width} + 1) * height, '\0');
  return png_of(width, height, png_chunk("IDAT", deflated(rows)));
}

/// The same picture with another size in its header.
inline std::string with_header(std::string png, std::uint32_t width, std::uint32_t height) {
  constexpr std::size_t kSignature = 8;
  constexpr std::size_t kHeader = 8 + 13 + 4;
  const std::string rest = png.substr(kSignature + 8 + 8, 5);
  return png.replace(kSignature, kHeader,
                     png_chunk("IHDR", big_endian(width) + big_endian(height) + rest));
}

}  // namespace maas::test
