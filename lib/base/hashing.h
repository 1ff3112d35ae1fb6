#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace maas::base {

/// A SHA-256 of bytes that come piece by piece.
class Sha256 {
 public:
  Sha256();

  void update(std::string_view bytes);

  /// Returns 64 lower-case hexadecimal digits; nothing may be added after.
  std::string hexadecimal();

 private:
  std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st*)> context_;
};

/// Returns the SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

/// Returns the same, and calls `between` before each MiB of the bytes.
/// @throws what `between` throws
std::string sha256(std::string_view bytes, const std::function<void()>& between);

/// Returns the SHA-256 of `bytes` as it is.
std::array<std::uint8_t, 32> sha256_bytes(std::string_view bytes);

/// Returns the SHA-256 of a file's content.
/// @throws Error kNotFound, kIo; kInvalidData if it is no regular file
std::string sha256_file(const std::filesystem::path& path);

/// Returns the first digits of a digest, to be shown; what is no longer than they, as it is.
std::string short_digest(const std::string& digest);

/// Mixes 64 bits so that every input bit changes every output bit with even odds.
/// Source: the finaliser of SplitMix64 (Steele, Lea, Flood 2014).
constexpr std::uint64_t mix(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15ULL;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

/// A counter-based generator: the same key gives the same sequence everywhere.
class Random {
 public:
  explicit Random(std::uint64_t key) : state_(mix(key)) {}
  std::uint64_t next() { return mix(state_ += 0x9e3779b97f4a7c15ULL); }
  /// Uniform in [0, bound); bound > 0.
  std::uint64_t below(std::uint64_t bound) {
    return static_cast<std::uint64_t>((static_cast<Wide>(next()) * bound) >> 64);
  }
  /// Uniform in [0, 1).
  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

 private:
  __extension__ using Wide = unsigned __int128;

  std::uint64_t state_;
};

}  // namespace maas::base
