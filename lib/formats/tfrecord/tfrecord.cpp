#include "formats/tfrecord/tfrecord.h"

#include <bit>
#include <cstdint>

#include "formats/tfrecord/crc32c.h"

namespace maas::formats {
namespace {

template <class Integer>
std::string little_endian(Integer value) {
  std::string bytes;
  for (std::size_t i = 0; i < sizeof(Integer); ++i) {
    bytes += static_cast<char>(value >> 8 * i & 0xff);
  }
  return bytes;
}

std::string masked_checksum(std::string_view bytes) {
  constexpr std::uint32_t kShift = 0xa282ead8;
  return little_endian(std::rotr(crc32c(bytes), 15) + kShift);
}

}  // namespace

std::string tf_record(std::string_view bytes) {
  std::string record = little_endian(std::uint64_t{bytes.size()});
  record += masked_checksum(record);
  record += bytes;
  return record += masked_checksum(bytes);
}

}  // namespace maas::formats
