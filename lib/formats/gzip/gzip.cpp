#include "formats/gzip/gzip.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>

#include <zlib.h>

#include "maas/error.h"

namespace maas::formats {
namespace {

constexpr int kGzipWindow = 15 + 16;  // zlib: the largest window, in a gzip wrapper
constexpr std::size_t kFirstChunk = std::size_t{1} << 16;

uInt clamped(std::size_t size) {
  return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
}

Bytef* zlib_bytes(const std::byte* bytes) {
  return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes));
}

/// What becomes of a file that inflates to more than the limit.
enum class Beyond { kIsRefused, kIsLeftOut };

class Inflater {
 public:
  Inflater(std::span<const std::byte> file, std::size_t limit, Beyond beyond,
           std::string_view origin)
      : rest_(file), limit_(limit), beyond_(beyond), origin_(origin) {
    if (inflateInit2(&stream_, kGzipWindow) != Z_OK) {
      fail(ErrorCode::kOutOfMemory, "no memory to inflate '{}'", origin);
    }
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&stream_); }

  std::vector<std::byte> inflate_members() {
    result_.reserve(stated_size() + 1);
    do {
      inflate_member();
      inflateReset(&stream_);
    } while (!rest_.empty() && !has_enough());
    result_.resize(used_);
    return std::move(result_);
  }

 private:
  bool has_enough() const { return beyond_ == Beyond::kIsLeftOut && used_ == limit_; }

  void inflate_member() {
    for (int status = Z_OK; status != Z_STREAM_END && !has_enough();) {
      make_room();
      stream_.next_in = zlib_bytes(rest_.data());
      stream_.avail_in = clamped(rest_.size());
      stream_.next_out = zlib_bytes(result_.data()) + used_;
      stream_.avail_out = clamped(result_.size() - used_);
      const uInt input = stream_.avail_in;
      const uInt room = stream_.avail_out;
      status = inflate(&stream_, Z_NO_FLUSH);
      rest_ = rest_.subspan(input - stream_.avail_in);
      used_ += room - stream_.avail_out;
      if (status == Z_BUF_ERROR) fail(ErrorCode::kInvalidData, "'{}': gzip is truncated", origin_);
      if (status != Z_OK && status != Z_STREAM_END) {
        fail(ErrorCode::kInvalidData, "'{}': gzip is broken: {}", origin_,
             stream_.msg != nullptr ? stream_.msg : "no reason given");
      }
    }
    if (used_ > limit_) fail_too_large();
  }

  /// The size of the last member by its trailer, as far as deflate can have made so much of the
  /// file: memory is set aside for it, and taken as it is filled.
  std::size_t stated_size() const {
    constexpr std::size_t kMostRatio = 1032;
    std::uint32_t size = 0;
    if (rest_.size() < sizeof size) return 0;
    std::memcpy(&size, rest_.last(sizeof size).data(), sizeof size);
    return std::min({std::size_t{size}, limit_, kMostRatio * rest_.size()});
  }

  /// One byte beyond the limit is room enough to see that it is exceeded.
  void make_room() {
    if (used_ < result_.size()) return;
    if (used_ > limit_) fail_too_large();
    const std::size_t most = beyond_ == Beyond::kIsLeftOut ? limit_ : limit_ + 1;
    std::size_t size = std::max(kFirstChunk, 2 * result_.size());
    if (result_.size() < result_.capacity()) size = std::min(size, result_.capacity());
    result_.resize(std::min(most, size));
  }

  [[noreturn]] void fail_too_large() const {
    fail(ErrorCode::kInvalidData, "'{}': inflates to more than {} bytes", origin_, limit_);
  }

  z_stream stream_{};
  std::span<const std::byte> rest_;
  std::size_t limit_;
  Beyond beyond_;
  std::string_view origin_;
  std::vector<std::byte> result_;
  std::size_t used_ = 0;
};

}  // namespace

bool is_gzip(std::span<const std::byte> bytes) {
  return bytes.size() >= 2 && bytes[0] == std::byte{0x1f} && bytes[1] == std::byte{0x8b};
}

std::vector<std::byte> gunzip(std::span<const std::byte> file, std::size_t limit,
                              std::string_view origin) {
  return Inflater(file, limit, Beyond::kIsRefused, origin).inflate_members();
}

std::vector<std::byte> gunzip_start(std::span<const std::byte> file, std::size_t size,
                                    std::string_view origin) {
  return Inflater(file, size, Beyond::kIsLeftOut, origin).inflate_members();
}

std::vector<std::byte> gzip(std::span<const std::byte> bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipWindow, 8,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    fail(ErrorCode::kOutOfMemory, "no memory to deflate {} bytes", bytes.size());
  }
  std::vector<std::byte> result(deflateBound(&stream, bytes.size()));
  stream.next_in = zlib_bytes(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = zlib_bytes(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  deflate(&stream, Z_FINISH);
  result.resize(stream.total_out);
  deflateEnd(&stream);
  return result;
}

}  // namespace maas::formats
