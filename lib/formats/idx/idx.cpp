#include "formats/idx/idx.h"

#include <fmt/ranges.h>

#include "base/files.h"
#include "formats/gzip/gzip.h"
#include "maas/error.h"

namespace maas::formats {
namespace {

constexpr std::size_t kMagicBytes = 4;
constexpr std::size_t kSizeBytes = 4;
constexpr std::uint8_t kUnsignedByte = 0x08;
constexpr std::size_t kMaxInflated = std::size_t{1} << 32;

std::uint8_t byte_at(std::span<const std::byte> file, std::size_t index) {
  return std::to_integer<std::uint8_t>(file[index]);
}

std::uint32_t big_endian_at(std::span<const std::byte> file, std::size_t index) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < kSizeBytes; ++i) value = value << 8 | byte_at(file, index + i);
  return value;
}

/// Returns the rank after checking the magic number: 0, 0, element type, rank.
std::size_t rank_of(std::span<const std::byte> file, const std::string& origin) {
  if (file.size() < kMagicBytes) {
    fail(ErrorCode::kInvalidData, "'{}': {} bytes are too few for an IDX file", origin,
         file.size());
  }
  const std::uint32_t magic = big_endian_at(file, 0);
  const std::size_t rank = byte_at(file, 3);
  if (magic >> 8 != kUnsignedByte || (rank != 1 && rank != 3 && rank != 4)) {
    fail(ErrorCode::kInvalidData,
         "'{}': magic number 0x{:08x} is not that of IDX bytes of rank 1, 3 or 4 (0x0000080r)",
         origin, magic);
  }
  return rank;
}

}  // namespace

IdxArray parse_idx(std::span<const std::byte> file, const std::string& origin,
                   std::shared_ptr<const void> owner) {
  const std::size_t rank = rank_of(file, origin);
  const std::size_t header = kMagicBytes + rank * kSizeBytes;
  if (file.size() < header) {
    fail(ErrorCode::kInvalidData, "'{}': {} bytes are too few for the {} dimensions of an IDX file",
         origin, file.size(), rank);
  }
  std::vector<std::int64_t> shape;
  std::uint64_t needed = 1;
  for (std::size_t d = 0; d < rank; ++d) {
    shape.push_back(big_endian_at(file, kMagicBytes + d * kSizeBytes));
    if (__builtin_mul_overflow(needed, static_cast<std::uint64_t>(shape.back()), &needed)) {
      fail(ErrorCode::kInvalidData, "'{}': the size of [{}] overflows", origin,
           fmt::join(shape, ", "));
    }
  }
  const std::span<const std::byte> data = file.subspan(header);
  if (data.size() != needed) {
    fail(ErrorCode::kInvalidData, "'{}': [{}] needs {} bytes, the file has {}: it is {}", origin,
         fmt::join(shape, ", "), needed, data.size(),
         data.size() < needed ? "truncated" : "followed by other bytes");
  }
  return {.shape = std::move(shape),
          .values = {reinterpret_cast<const std::uint8_t*>(data.data()), data.size()},
          .owner = std::move(owner)};
}

IdxArray read_idx(const std::filesystem::path& path) {
  const base::MappedFile map(path);
  const std::string origin = path.string();
  if (!is_gzip(map.bytes())) return parse_idx(map.bytes(), origin, map.owner());
  const auto inflated =
      std::make_shared<std::vector<std::byte>>(gunzip(map.bytes(), kMaxInflated, origin));
  return parse_idx(*inflated, origin, inflated);
}

std::vector<std::byte> serialize_idx(std::span<const std::int64_t> shape,
                                     std::span<const std::uint8_t> values) {
  std::vector<std::byte> file = {std::byte{0}, std::byte{0}, std::byte{kUnsignedByte},
                                 static_cast<std::byte>(shape.size())};
  for (const std::int64_t size : shape) {
    for (int shift = 24; shift >= 0; shift -= 8)
      file.push_back(static_cast<std::byte>(size >> shift));
  }
  const auto bytes = std::as_bytes(values);
  file.insert(file.end(), bytes.begin(), bytes.end());
  return file;
}

}  // namespace maas::formats
