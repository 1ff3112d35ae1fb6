#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/gguf/block_type.h"
#include "formats/gguf/metadata.h"

namespace maas::formats {

inline constexpr std::string_view kGgufMagic = "GGUF";
inline constexpr std::uint32_t kGgufVersion = 3;
inline constexpr std::size_t kMaxGgufDimensions = 4;

/// A tensor as the header of a GGUF file tells of it.
struct GgufEntry {
  std::string name{};
  BlockType type = BlockType::kF32;
  std::vector<std::int64_t> shape{};  ///< row-major, the fastest dimension last
  std::uint64_t offset = 0;           ///< in bytes from the start of the data
  std::uint64_t size = 0;             ///< in bytes
};

struct GgufHeader {
  GgufMetadata metadata;
  std::vector<GgufEntry> entries;  ///< in the file's order
  std::size_t size = 0;            ///< in bytes, without the filling before the data
};

/// Reads what stands before the data; `origin` names the file in errors.
/// @throws Error kInvalidData unless it is of version 2 or 3 and complete; repeated tensors are not
///   seen, offsets are not judged
GgufHeader parse_gguf_header(std::span<const std::byte> file, std::string_view origin);

/// Returns the size of a tensor in bytes, or nothing if its rows are no whole blocks, or if it has
/// 2^63 elements or bytes and more, were dimensions of 0 of 1.
std::optional<std::uint64_t> bytes_of(BlockType type, std::span<const std::int64_t> shape);

/// Returns "Q4_1 [2, 64]".
std::string describe_tensor(BlockType type, std::span<const std::int64_t> shape);

/// Returns what offsets are multiples of.
/// @throws Error kInvalidData if it is no power of two, or below 8
std::uint64_t alignment_of(const GgufMetadata& metadata, std::string_view origin);

/// Returns the first multiple of `alignment` from `size` on.
constexpr std::uint64_t aligned(std::uint64_t size, std::uint64_t alignment) {
  return (size + alignment - 1) / alignment * alignment;
}

}  // namespace maas::formats
