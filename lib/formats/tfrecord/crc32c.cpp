#include "formats/tfrecord/crc32c.h"

#include <array>

namespace maas::formats {
namespace {

constexpr std::uint32_t kPolynomial = 0x82f63b78;  // Castagnoli's, its bits in reverse

/// The remainder of each byte.
constexpr std::array<std::uint32_t, 256> remainders() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
    std::uint32_t rest = byte;
    for (int bit = 0; bit < 8; ++bit) rest = rest >> 1 ^ (rest & 1 ? kPolynomial : 0);
    table[byte] = rest;
  }
  return table;
}

}  // namespace

std::uint32_t crc32c(std::string_view bytes) {
  static constexpr auto kRemainders = remainders();
  std::uint32_t crc = ~std::uint32_t{0};
  for (const char letter : bytes) {
    crc = crc >> 8 ^ kRemainders[(crc ^ static_cast<unsigned char>(letter)) & 0xff];
  }
  return ~crc;
}

}  // namespace maas::formats
