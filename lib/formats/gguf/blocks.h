#pragma once

#include <cstdint>

#include "formats/gguf/block_type.h"

/// Blocks as they lie in a file, little-endian and unaligned. `scale` and `minimum` are halves.
/// Codes are spread: with n bits each, byte i of m keeps those of the elements i, i + m, i + 2m,
/// ... from its lowest bits on; several such runs may follow each other.
namespace maas::formats {

template <BlockType>
struct Block;

template <>
struct Block<BlockType::kQ4_0> {
  std::uint16_t scale;
  std::uint8_t codes[16];
};

template <>
struct Block<BlockType::kQ4_1> {
  std::uint16_t scale;
  std::uint16_t minimum;
  std::uint8_t codes[16];
};

template <>
struct Block<BlockType::kQ5_0> {
  std::uint16_t scale;
  std::uint8_t high[4];  ///< the fifth bits in the elements' order
  std::uint8_t low[16];
};

template <>
struct Block<BlockType::kQ5_1> {
  std::uint16_t scale;
  std::uint16_t minimum;
  std::uint8_t high[4];  ///< the fifth bits in the elements' order
  std::uint8_t low[16];
};

template <>
struct Block<BlockType::kQ8_0> {
  std::uint16_t scale;
  std::int8_t codes[32];
};

/// Codes are places in a table of values.
template <>
struct Block<BlockType::kIQ4_NL> {
  std::uint16_t scale;
  std::uint8_t codes[16];
};

/// Codes are numbers of 4 bits: sign, two bits of exponent, one of fraction.
template <>
struct Block<BlockType::kMXFP4> {
  std::uint8_t exponent;  ///< of the scale, a power of two
  std::uint8_t codes[16];
};

// Superblocks of 256 elements. `groups` keeps whole numbers that the scale and the minimum of the
// block are multiplied by, for 16 or 32 elements each.

template <>
struct Block<BlockType::kQ2_K> {
  std::uint8_t groups[16];  ///< of 16 elements: the scale's four bits, above them the minimum's
  std::uint8_t codes[64];   ///< of 2 bits, in two runs
  std::uint16_t scale;
  std::uint16_t minimum;
};

template <>
struct Block<BlockType::kQ3_K> {
  std::uint8_t high[32];    ///< the third bits
  std::uint8_t low[64];     ///< in two runs
  std::uint8_t groups[12];  ///< 16 scales: a run of their lower four bits, one of the upper two
  std::uint16_t scale;
};

template <>
struct Block<BlockType::kQ4_K> {
  std::uint16_t scale;
  std::uint16_t minimum;
  std::uint8_t groups[12];  ///< 8 scales and 8 minima of 6 bits
  std::uint8_t codes[128];  ///< in four runs
};

template <>
struct Block<BlockType::kQ5_K> {
  std::uint16_t scale;
  std::uint16_t minimum;
  std::uint8_t groups[12];  ///< as in Q4_K
  std::uint8_t high[32];    ///< the fifth bits
  std::uint8_t low[128];    ///< in four runs
};

template <>
struct Block<BlockType::kQ6_K> {
  std::uint8_t low[128];   ///< the lower four bits, in two runs
  std::uint8_t high[64];   ///< the upper two, in two runs
  std::int8_t groups[16];  ///< scales
  std::uint16_t scale;
};

/// Codes are places in the table of IQ4_NL.
template <>
struct Block<BlockType::kIQ4_XS> {
  std::uint16_t scale;
  std::uint16_t high;       ///< the upper two bits of 8 groups' scales
  std::uint8_t low[4];      ///< their lower four bits, neighbours in a byte
  std::uint8_t codes[128];  ///< a run for each group
};

static_assert(sizeof(Block<BlockType::kQ4_0>) == 18);
static_assert(sizeof(Block<BlockType::kQ4_1>) == 20);
static_assert(sizeof(Block<BlockType::kQ5_0>) == 22);
static_assert(sizeof(Block<BlockType::kQ5_1>) == 24);
static_assert(sizeof(Block<BlockType::kQ8_0>) == 34);
static_assert(sizeof(Block<BlockType::kIQ4_NL>) == 18);
static_assert(sizeof(Block<BlockType::kMXFP4>) == 17);
static_assert(sizeof(Block<BlockType::kQ2_K>) == 84);
static_assert(sizeof(Block<BlockType::kQ3_K>) == 110);
static_assert(sizeof(Block<BlockType::kQ4_K>) == 144);
static_assert(sizeof(Block<BlockType::kQ5_K>) == 176);
static_assert(sizeof(Block<BlockType::kQ6_K>) == 210);
static_assert(sizeof(Block<BlockType::kIQ4_XS>) == 136);

}  // namespace maas::formats
