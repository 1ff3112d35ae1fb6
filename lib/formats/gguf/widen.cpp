#include <array>
#include <bit>
#include <cstring>

#include "base/half.h"
#include "formats/gguf/block_type.h"
#include "formats/gguf/blocks.h"
#include "maas/error.h"

static_assert(std::endian::native == std::endian::little, "blocks are read as they lie");

namespace maas::formats {
namespace {

using base::from_half;

template <int kElements>
using Codes = std::array<std::int8_t, kElements>;

/// What the codes of IQ4_NL and IQ4_XS stand for.
constexpr Codes<16> kNonLinear = {-127, -104, -83, -65, -49, -35, -22, -10,
                                  1,    13,   25,  38,  53,  69,  89,  113};

/// What those of MXFP4 stand for, twice.
constexpr Codes<16> kTinyFloats = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

/// Adds what is spread over a run of bytes to the codes, from this bit of theirs on.
template <int kWidth, int kBytes, int kBit = 0>
void gather(const std::uint8_t* bytes, std::int8_t* codes) {
  constexpr int kMask = (1 << kWidth) - 1;
  for (int layer = 0; layer < 8 / kWidth; ++layer) {
    for (int i = 0; i < kBytes; ++i) {
      const int part = (bytes[i] >> (layer * kWidth) & kMask) << kBit;
      std::int8_t& code = codes[layer * kBytes + i];
      code = static_cast<std::int8_t>(code | part);
    }
  }
}

/// The same from several runs.
template <int kWidth, int kBytes, int kRuns, int kBit = 0>
void gather_runs(const std::uint8_t* bytes, std::int8_t* codes) {
  for (int run = 0; run < kRuns; ++run) {
    gather<kWidth, kBytes, kBit>(bytes + run * kBytes, codes + run * kBytes * (8 / kWidth));
  }
}

/// Adds the fifth bits of 32 codes.
void gather_fifth(const std::uint8_t* bytes, std::int8_t* codes) {
  for (int byte = 0; byte < 4; ++byte) {
    for (int bit = 0; bit < 8; ++bit) {
      std::int8_t& code = codes[8 * byte + bit];
      code = static_cast<std::int8_t>(code | (bytes[byte] >> bit & 1) << 4);
    }
  }
}

template <int kCount, int kZero = 0>
void scale(const std::int8_t* codes, float step, float* values) {
  for (int i = 0; i < kCount; ++i) values[i] = step * static_cast<float>(codes[i] - kZero);
}

template <int kCount>
void scale_from(const std::int8_t* codes, float step, float minimum, float* values) {
  for (int i = 0; i < kCount; ++i) values[i] = step * static_cast<float>(codes[i]) + minimum;
}

template <int kCount>
void look_up(const Codes<16>& table, std::int8_t* codes) {
  for (int i = 0; i < kCount; ++i) codes[i] = table[static_cast<std::size_t>(codes[i])];
}

void widen_block(const Block<BlockType::kQ4_0>& block, float* values) {
  Codes<32> codes{};
  gather<4, 16>(block.codes, codes.data());
  scale<32, 8>(codes.data(), from_half(block.scale), values);
}

void widen_block(const Block<BlockType::kQ4_1>& block, float* values) {
  Codes<32> codes{};
  gather<4, 16>(block.codes, codes.data());
  scale_from<32>(codes.data(), from_half(block.scale), from_half(block.minimum), values);
}

void widen_block(const Block<BlockType::kQ5_0>& block, float* values) {
  Codes<32> codes{};
  gather<4, 16>(block.low, codes.data());
  gather_fifth(block.high, codes.data());
  scale<32, 16>(codes.data(), from_half(block.scale), values);
}

void widen_block(const Block<BlockType::kQ5_1>& block, float* values) {
  Codes<32> codes{};
  gather<4, 16>(block.low, codes.data());
  gather_fifth(block.high, codes.data());
  scale_from<32>(codes.data(), from_half(block.scale), from_half(block.minimum), values);
}

void widen_block(const Block<BlockType::kQ8_0>& block, float* values) {
  scale<32>(block.codes, from_half(block.scale), values);
}

void widen_block(const Block<BlockType::kIQ4_NL>& block, float* values) {
  Codes<32> codes{};
  gather<4, 16>(block.codes, codes.data());
  look_up<32>(kNonLinear, codes.data());
  scale<32>(codes.data(), from_half(block.scale), values);
}

/// Returns half of 2^(exponent - 127): the table holds twice what codes stand for.
float half_power(std::uint8_t exponent) {
  const std::uint32_t bits = exponent;
  return std::bit_cast<float>(bits < 2 ? 0x200000U << bits : (bits - 1) << 23);
}

void widen_block(const Block<BlockType::kMXFP4>& block, float* values) {
  Codes<32> codes{};
  gather<4, 16>(block.codes, codes.data());
  look_up<32>(kTinyFloats, codes.data());
  scale<32>(codes.data(), half_power(block.exponent), values);
}

void widen_block(const Block<BlockType::kQ2_K>& block, float* values) {
  Codes<256> codes{};
  gather_runs<2, 32, 2>(block.codes, codes.data());
  const float step = from_half(block.scale);
  const float minimum = from_half(block.minimum);
  for (int group = 0; group < 16; ++group) {
    const int start = 16 * group;
    scale_from<16>(codes.data() + start, step * static_cast<float>(block.groups[group] & 15),
                   -(minimum * static_cast<float>(block.groups[group] >> 4)), values + start);
  }
}

void widen_block(const Block<BlockType::kQ3_K>& block, float* values) {
  Codes<256> codes{};
  gather_runs<2, 32, 2>(block.low, codes.data());
  gather<1, 32, 2>(block.high, codes.data());
  Codes<16> groups{};
  gather<4, 8>(block.groups, groups.data());
  gather<2, 4, 4>(block.groups + 8, groups.data());
  const float step = from_half(block.scale);
  for (int group = 0; group < 16; ++group) {
    const int start = 16 * group;
    const auto factor = static_cast<float>(groups[static_cast<std::size_t>(group)] - 32);
    scale<16, 4>(codes.data() + start, step * factor, values + start);
  }
}

/// Scales codes by 8 groups' scales and minima, as Q4_K and Q5_K keep them: byte i of four has the
/// scale of group i and, in its upper two bits, those of the scale of group i + 4; the next four
/// have the minima; the last four the lower four bits of scale and minimum of group i + 4.
void scale_groups(const Codes<256>& codes, float step, float minimum, const std::uint8_t* groups,
                  float* values) {
  for (int group = 0; group < 8; ++group) {
    const int i = group % 4;
    const bool is_late = group >= 4;
    const int factor = is_late ? (groups[8 + i] & 15) | (groups[i] >> 2 & 0x30) : groups[i] & 63;
    const int offset = is_late ? groups[8 + i] >> 4 | (groups[4 + i] >> 2 & 0x30)  //
                               : groups[4 + i] & 63;
    scale_from<32>(codes.data() + 32 * group, step * static_cast<float>(factor),
                   -(minimum * static_cast<float>(offset)), values + 32 * group);
  }
}

void widen_block(const Block<BlockType::kQ4_K>& block, float* values) {
  Codes<256> codes{};
  gather_runs<4, 32, 4>(block.codes, codes.data());
  scale_groups(codes, from_half(block.scale), from_half(block.minimum), block.groups, values);
}

void widen_block(const Block<BlockType::kQ5_K>& block, float* values) {
  Codes<256> codes{};
  gather_runs<4, 32, 4>(block.low, codes.data());
  gather<1, 32, 4>(block.high, codes.data());
  scale_groups(codes, from_half(block.scale), from_half(block.minimum), block.groups, values);
}

void widen_block(const Block<BlockType::kQ6_K>& block, float* values) {
  Codes<256> codes{};
  gather_runs<4, 64, 2>(block.low, codes.data());
  gather_runs<2, 32, 2, 4>(block.high, codes.data());
  const float step = from_half(block.scale);
  for (int group = 0; group < 16; ++group) {
    const int start = 16 * group;
    scale<16, 32>(codes.data() + start, step * static_cast<float>(block.groups[group]),
                  values + start);
  }
}

void widen_block(const Block<BlockType::kIQ4_XS>& block, float* values) {
  Codes<256> codes{};
  gather_runs<4, 16, 8>(block.codes, codes.data());
  look_up<256>(kNonLinear, codes.data());
  const float step = from_half(block.scale);
  for (int group = 0; group < 8; ++group) {
    const int low = block.low[group / 2] >> (group % 2 * 4) & 15;
    const int high = block.high >> (2 * group) & 3;
    const auto factor = static_cast<float>((low | high << 4) - 32);
    scale<32>(codes.data() + 32 * group, step * factor, values + 32 * group);
  }
}

template <BlockType kType>
void widen_blocks(std::span<const std::byte> blocks, std::span<float> values) {
  using B = Block<kType>;
  const std::size_t count = blocks.size() / sizeof(B);
  const auto elements = static_cast<std::size_t>(layout_of(kType)->elements);
  for (std::size_t i = 0; i < count; ++i) {
    B block;
    std::memcpy(&block, blocks.data() + i * sizeof(B), sizeof(B));
    widen_block(block, values.data() + i * elements);
  }
}

/// Widens numbers that stand for themselves.
template <class Stored, class Widen>
void widen_numbers(std::span<const std::byte> bytes, std::span<float> values, Widen widen_one) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    Stored stored;
    std::memcpy(&stored, bytes.data() + i * sizeof(Stored), sizeof(Stored));
    values[i] = widen_one(stored);
  }
}

}  // namespace

void widen(BlockType type, std::span<const std::byte> blocks, std::span<float> values) {
  switch (type) {
    case BlockType::kF32:
      return widen_numbers<float>(blocks, values, [](float value) { return value; });
    case BlockType::kF64:
      return widen_numbers<double>(blocks, values,
                                   [](double value) { return static_cast<float>(value); });
    case BlockType::kF16:
      return widen_numbers<std::uint16_t>(blocks, values,
                                          [](std::uint16_t bits) { return from_half(bits); });
    case BlockType::kBF16:
      return widen_numbers<std::uint16_t>(
          blocks, values, [](std::uint16_t bits) { return base::from_bfloat16(bits); });
    case BlockType::kQ4_0:
      return widen_blocks<BlockType::kQ4_0>(blocks, values);
    case BlockType::kQ4_1:
      return widen_blocks<BlockType::kQ4_1>(blocks, values);
    case BlockType::kQ5_0:
      return widen_blocks<BlockType::kQ5_0>(blocks, values);
    case BlockType::kQ5_1:
      return widen_blocks<BlockType::kQ5_1>(blocks, values);
    case BlockType::kQ8_0:
      return widen_blocks<BlockType::kQ8_0>(blocks, values);
    case BlockType::kQ2_K:
      return widen_blocks<BlockType::kQ2_K>(blocks, values);
    case BlockType::kQ3_K:
      return widen_blocks<BlockType::kQ3_K>(blocks, values);
    case BlockType::kQ4_K:
      return widen_blocks<BlockType::kQ4_K>(blocks, values);
    case BlockType::kQ5_K:
      return widen_blocks<BlockType::kQ5_K>(blocks, values);
    case BlockType::kQ6_K:
      return widen_blocks<BlockType::kQ6_K>(blocks, values);
    case BlockType::kIQ4_NL:
      return widen_blocks<BlockType::kIQ4_NL>(blocks, values);
    case BlockType::kIQ4_XS:
      return widen_blocks<BlockType::kIQ4_XS>(blocks, values);
    case BlockType::kMXFP4:
      return widen_blocks<BlockType::kMXFP4>(blocks, values);
    case BlockType::kI8:
    case BlockType::kI16:
    case BlockType::kI32:
    case BlockType::kI64:
      break;
  }
  fail(ErrorCode::kInternal, "type {} is no weight that can be widened",
       static_cast<std::uint32_t>(type));
}

}  // namespace maas::formats
