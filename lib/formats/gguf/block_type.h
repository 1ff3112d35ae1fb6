#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace maas::formats {

// NOLINTBEGIN(readability-identifier-naming): the names are the format's.
/// Element types of GGUF, by their numbers there. Those that quantize keep blocks of elements.
enum class BlockType : std::uint32_t {
  kF32 = 0,
  kF16 = 1,
  kQ4_0 = 2,
  kQ4_1 = 3,
  kQ5_0 = 6,
  kQ5_1 = 7,
  kQ8_0 = 8,
  kQ2_K = 10,
  kQ3_K = 11,
  kQ4_K = 12,
  kQ5_K = 13,
  kQ6_K = 14,
  kIQ4_NL = 20,
  kIQ4_XS = 23,
  kI8 = 24,
  kI16 = 25,
  kI32 = 26,
  kI64 = 27,
  kF64 = 28,
  kBF16 = 30,
  kMXFP4 = 39,
};
// NOLINTEND(readability-identifier-naming)

/// How a type lies in memory.
struct BlockLayout {
  std::string_view name;  ///< "Q4_1"
  std::int64_t elements;  ///< of a block; 1: the type is not blocked
  std::int64_t bytes;     ///< of a block
};

/// Returns the layout of a type, or null if its number is unknown.
const BlockLayout* layout_of(BlockType type);

/// Widens whole blocks to fp32.
/// @pre `values` has the elements of `blocks`
/// @throws Error kInternal for the integer types, which are no weights
void widen(BlockType type, std::span<const std::byte> blocks, std::span<float> values);

}  // namespace maas::formats
