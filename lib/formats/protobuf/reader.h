#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace maas::formats {

/// A field of a message as it lies on the wire.
struct ProtoField {
  int number = 0;
  std::uint64_t integer = 0;  ///< of a varint, or the bits of a fixed 32 or 64
  std::string_view bytes{};   ///< of a string, of bytes or of a nested message
  bool has_bytes = false;
};

/// Reads the fields of one message in order; nested messages are read by a reader of their own.
class ProtoReader {
 public:
  /// `origin` names the file in errors; `message` must outlive the fields.
  ProtoReader(std::string_view message, std::string_view origin)
      : rest_(message), size_(message.size()), origin_(origin) {}

  /// Reads the next field.
  /// @returns false at the end of the message
  /// @throws Error kInvalidData if the message is truncated, a varint has more than 10 bytes, or a
  ///   tag has field number 0 or a group's wire type
  bool next(ProtoField& field);

 private:
  std::uint64_t read_varint();
  std::uint64_t read_fixed(std::size_t size);
  std::string_view take(std::uint64_t size);
  [[noreturn]] void fail_here(std::string_view what) const;

  std::string_view rest_;
  std::size_t size_;
  std::string_view origin_;
};

/// Returns the values of a packed field of integers.
/// @throws Error kInvalidData if the last one is truncated
std::vector<std::int64_t> unpacked_integers(std::string_view bytes, std::string_view origin);

}  // namespace maas::formats
