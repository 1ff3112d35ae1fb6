#include "formats/idx/idx.h"

#include <algorithm>
#include <limits>

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

/// What stands before the values.
struct Header {
  std::vector<std::int64_t> shape;
  std::size_t bytes = 0;     ///< of the header itself
  std::uint64_t values = 0;  ///< that should follow
};

Header header_of(std::span<const std::byte> file, const std::string& origin) {
  const std::size_t rank = rank_of(file, origin);
  Header header{.shape = {}, .bytes = kMagicBytes + rank * kSizeBytes, .values = 1};
  if (file.size() < header.bytes) {
    fail(ErrorCode::kInvalidData, "'{}': {} bytes are too few for the {} dimensions of an IDX file",
         origin, file.size(), rank);
  }
  for (std::size_t d = 0; d < rank; ++d) {
    header.shape.push_back(big_endian_at(file, kMagicBytes + d * kSizeBytes));
    if (__builtin_mul_overflow(header.values, static_cast<std::uint64_t>(header.shape.back()),
                               &header.values)) {
      fail(ErrorCode::kInvalidData, "'{}': the size of [{}] overflows", origin,
           fmt::join(header.shape, ", "));
    }
  }
  return header;
}

void check_size(const Header& header, std::uint64_t values, const std::string& origin) {
  if (values == header.values) return;
  fail(ErrorCode::kInvalidData, "'{}': [{}] needs {} bytes, the file has {}: it is {}", origin,
       fmt::join(header.shape, ", "), header.values, values,
       values < header.values ? "truncated" : "followed by other bytes");
}

/// The values behind a header.
IdxArray array_of(Header header, std::span<const std::byte> data,
                  std::shared_ptr<const void> owner) {
  return {.shape = std::move(header.shape),
          .values = {reinterpret_cast<const std::uint8_t*>(data.data()), data.size()},
          .owner = std::move(owner)};
}

/// Bytes of the first `count` samples.
std::uint64_t start_bytes(const Header& header, std::int64_t count) {
  const auto samples = static_cast<std::uint64_t>(header.shape[0]);
  if (samples == 0) return 0;
  return header.values / samples * std::min(samples, static_cast<std::uint64_t>(count));
}

}  // namespace

IdxArray parse_idx(std::span<const std::byte> file, const std::string& origin,
                   std::shared_ptr<const void> owner) {
  Header header = header_of(file, origin);
  const std::span<const std::byte> data = file.subspan(header.bytes);
  check_size(header, data.size(), origin);
  return array_of(std::move(header), data, std::move(owner));
}

IdxArray read_idx(const std::filesystem::path& path) {
  const base::MappedFile map(path);
  const std::string origin = path.string();
  if (!is_gzip(map.bytes())) return parse_idx(map.bytes(), origin, map.owner());
  const auto inflated =
      std::make_shared<std::vector<std::byte>>(gunzip(map.bytes(), kMaxInflated, origin));
  return parse_idx(*inflated, origin, inflated);
}

IdxArray read_idx_start(const std::filesystem::path& path, std::int64_t count) {
  const base::MappedFile map(path);
  const std::string origin = path.string();
  if (!is_gzip(map.bytes())) {
    Header header = header_of(map.bytes(), origin);
    const auto data = map.bytes().subspan(header.bytes);
    check_size(header, data.size(), origin);
    const std::uint64_t wanted = start_bytes(header, count);
    return array_of(std::move(header), data.first(wanted), map.owner());
  }
  constexpr std::size_t kLongestHeader = kMagicBytes + 4 * kSizeBytes;
  const auto beginning = gunzip_start(map.bytes(), kLongestHeader, origin);
  Header header = header_of(beginning, origin);
  const std::uint64_t wanted = start_bytes(header, count);
  if (wanted > std::numeric_limits<std::uint64_t>::max() - header.bytes) {
    check_size(header, map.bytes().size(), origin);
  }
  // Who wants all of the samples wants to know that the file is whole: its end and check sum too.
  const bool all = wanted == header.values;
  const auto inflate = all ? gunzip : gunzip_start;
  const auto inflated =
      std::make_shared<std::vector<std::byte>>(inflate(map.bytes(), header.bytes + wanted, origin));
  const auto data = std::span<const std::byte>(*inflated).subspan(header.bytes);
  if (data.size() < wanted) check_size(header, data.size(), origin);
  return array_of(std::move(header), data, inflated);
}

ImageShape picture_shape(const std::vector<std::int64_t>& dimensions, const std::string& origin) {
  ImageShape shape;
  if (dimensions.size() == 3) {
    shape = {1, dimensions[1], dimensions[2]};
  } else if (dimensions.size() == 4) {
    shape = {dimensions[1], dimensions[2], dimensions[3]};
  } else {
    fail(ErrorCode::kInvalidData, "{}: has {} dimensions, pictures have 3 or 4", origin,
         dimensions.size());
  }
  if (std::min({shape.channels, shape.height, shape.width}) == 0) {
    fail(ErrorCode::kInvalidData, "{}: pictures of [{}, {}, {}] have no pixels", origin,
         shape.channels, shape.height, shape.width);
  }
  return shape;
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
