#include "store/seen.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <iterator>

#include "base/files.h"
#include "maas/error.h"

namespace maas::store {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::array<char, 8> kMagic = {'M', 'A', 'A', 'S', 'S', 'E', 'E', 'N'};
constexpr std::uint32_t kVersion = 1;

/// What a file begins with.
struct Header {
  std::array<char, 8> magic = kMagic;
  std::uint32_t version = kVersion;
  std::uint32_t zero = 0;
  std::uint64_t count = 0;
};
static_assert(sizeof(Header) == 24);

/// @throws Error kInvalidData
Header checked_header(std::span<const std::byte> bytes, std::string_view origin) {
  Header header;
  if (bytes.size() < sizeof header) {
    fail(ErrorCode::kInvalidData, "{}: {} bytes are too few for a header of {}", origin,
         bytes.size(), sizeof header);
  }
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kMagic) {
    fail(ErrorCode::kInvalidData, "{}: is no record of seen samples", origin);
  }
  if (header.version != kVersion || header.zero != 0) {
    fail(ErrorCode::kInvalidData, "{}: has version {}, this program reads version {}", origin,
         header.version, kVersion);
  }
  const std::size_t length = bytes.size() - sizeof header;
  if (length % sizeof(std::uint64_t) != 0 || header.count != length / sizeof(std::uint64_t)) {
    fail(ErrorCode::kInvalidData, "{}: announces {} samples and holds {} bytes of them", origin,
         header.count, length);
  }
  return header;
}

}  // namespace

SeenSamples::SeenSamples(std::vector<std::uint64_t> keys) : keys_(std::move(keys)) {
  std::sort(keys_.begin(), keys_.end());
  keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
}

bool SeenSamples::contains(std::uint64_t key) const {
  return std::binary_search(keys_.begin(), keys_.end(), key);
}

void SeenSamples::add(const SeenSamples& others) {
  std::vector<std::uint64_t> both;
  both.reserve(keys_.size() + others.keys_.size());
  std::set_union(keys_.begin(), keys_.end(), others.keys_.begin(), others.keys_.end(),
                 std::back_inserter(both));
  keys_ = std::move(both);
}

std::string SeenSamples::serialized() const {
  const Header header{.count = keys_.size()};
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  bytes.append(reinterpret_cast<const char*>(keys_.data()), keys_.size() * sizeof(std::uint64_t));
  return bytes;
}

SeenSamples parse_seen_samples(std::span<const std::byte> bytes, std::string_view origin) {
  const Header header = checked_header(bytes, origin);
  std::vector<std::uint64_t> keys(header.count);
  if (!keys.empty()) {
    std::memcpy(keys.data(), bytes.data() + sizeof header, keys.size() * sizeof(std::uint64_t));
  }
  if (std::adjacent_find(keys.begin(), keys.end(), std::greater_equal<>()) != keys.end()) {
    fail(ErrorCode::kInvalidData, "{}: the samples are not in rising order", origin);
  }
  return SeenSamples(std::move(keys));
}

std::optional<SeenSamples> read_seen_samples(const std::filesystem::path& directory) {
  const std::filesystem::path path = directory / kSeenSamples;
  if (!base::exists(path)) return std::nullopt;
  const std::string content = base::read_file(path);
  return parse_seen_samples(std::as_bytes(std::span(content)), path.string());
}

}  // namespace maas::store
