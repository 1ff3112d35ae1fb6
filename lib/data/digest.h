#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string_view>

namespace maas::data {

/// What a sample holds, in 128 bits: the beginning of a SHA-256. Equal contents have equal digests,
/// wherever they lie; of others no two are equal.
struct Digest {
  std::array<std::uint8_t, 16> bytes{};

  /// Returns 64 of the bits: enough to tell millions of samples apart.
  std::uint64_t key() const {
    std::uint64_t bits = 0;
    std::memcpy(&bits, bytes.data(), sizeof bits);
    return bits;
  }
  friend auto operator<=>(const Digest&, const Digest&) = default;
};

/// Returns the digest of bytes in memory.
Digest digest_of(std::string_view bytes);

/// Returns the digest of the bytes whose SHA-256 is given.
/// @param sha256  64 lower-case hexadecimal digits, as base::sha256_file returns
Digest digest_of_sha256(std::string_view sha256);

}  // namespace maas::data

/// A digest's bits are random as they are.
template <>
struct std::hash<maas::data::Digest> {
  std::size_t operator()(const maas::data::Digest& digest) const noexcept { return digest.key(); }
};
