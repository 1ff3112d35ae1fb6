#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace maas::store {

/// Records which samples a model was trained on, beside its weights.
inline constexpr const char* kSeenSamples = "seen.bin";

/// The samples that a model was trained on, by 64 bits of the digest of each one's content: that a
/// sample is taken for one of a million others has odds of one to 10^13.
///
/// As a file: "MAASSEEN", the version 1 and a zero as 32 bits each, the count as 64 bits, then the
/// keys as 64 bits each, rising; all little-endian.
class SeenSamples {
 public:
  SeenSamples() = default;
  /// @param keys  in any order, repeated ones too
  explicit SeenSamples(std::vector<std::uint64_t> keys);

  std::size_t size() const { return keys_.size(); }
  bool contains(std::uint64_t key) const;
  void add(const SeenSamples& others);

  /// Returns the bytes of the file.
  std::string serialized() const;

  friend bool operator==(const SeenSamples&, const SeenSamples&) = default;

 private:
  std::vector<std::uint64_t> keys_;  ///< sorted, each once
};

/// @param origin  names the file in errors
/// @throws Error kInvalidData unless the bytes are such a file to their end
SeenSamples parse_seen_samples(std::span<const std::byte> bytes, std::string_view origin);

/// Reads what a model directory records; nothing if it has no `seen.bin`.
/// @throws Error kInvalidData, kIo
std::optional<SeenSamples> read_seen_samples(const std::filesystem::path& directory);

}  // namespace maas::store
