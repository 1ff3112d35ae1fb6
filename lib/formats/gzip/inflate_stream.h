#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

struct z_stream_s;

namespace maas::formats {

/// Inflates bytes as they arrive, in a memory of its own that does not grow.
class InflateStream {
 public:
  enum class Wrapper {
    kGzip,  ///< RFC 1952, of one or several members
    kZlib,  ///< RFC 1950, what HTTP calls deflate
  };

  /// What one stream holds at most.
  static constexpr std::size_t kMemory = std::size_t{48} << 10;

  /// @throws Error kOutOfMemory
  explicit InflateStream(Wrapper wrapper);
  InflateStream(const InflateStream&) = delete;
  InflateStream& operator=(const InflateStream&) = delete;
  ~InflateStream();

  /// Inflates `input` as far as `room` goes; what was taken is removed from the front of `input`.
  /// Call it again while it fills all of `room`: it may hold back a little more.
  /// @returns the number of bytes written to `room`
  /// @throws Error kInvalidData if the bytes are broken or go on after their end
  std::size_t inflate(std::string_view& input, std::span<char> room);

  /// Returns whether the bytes so far are complete.
  bool is_complete() const { return is_complete_; }

 private:
  void begin_member();
  std::size_t inflate_member(std::string_view& input, std::span<char> room);

  Wrapper wrapper_;
  std::unique_ptr<z_stream_s> stream_;
  bool is_complete_ = false;
};

}  // namespace maas::formats
