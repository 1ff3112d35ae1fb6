#pragma once

#include <cstdint>
#include <string_view>

namespace maas::formats {

/// How a field's value is laid out; the low three bits of its tag.
enum WireType : int { kVarint = 0, kFixed64 = 1, kLengthDelimited = 2, kFixed32 = 5 };

inline constexpr int kTagShift = 3;
inline constexpr int kMaxField = (1 << 29) - 1;

/// Takes a number off the front of `bytes`: seven bits a byte, the lowest first.
/// @returns false if it is truncated or does not fit 64 bits
inline bool take_varint(std::string_view& bytes, std::uint64_t& value) {
  value = 0;
  for (std::size_t i = 0; i < bytes.size() && i < 10; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (i == 9 && byte > 1) return false;
    value |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
    if (byte < 0x80) {
      bytes.remove_prefix(i + 1);
      return true;
    }
  }
  return false;
}

}  // namespace maas::formats
