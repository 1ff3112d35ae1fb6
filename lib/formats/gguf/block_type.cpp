#include "formats/gguf/block_type.h"

#include <algorithm>
#include <array>

#include "formats/gguf/blocks.h"

namespace maas::formats {
namespace {

struct Row {
  BlockType type;
  BlockLayout layout;
};

template <BlockType kType>
constexpr Row block_row(std::string_view name, std::int64_t elements) {
  return {kType, {.name = name, .elements = elements, .bytes = sizeof(Block<kType>)}};
}

constexpr Row plain_row(BlockType type, std::string_view name, std::int64_t bytes) {
  return {type, {.name = name, .elements = 1, .bytes = bytes}};
}

constexpr std::array kRows = {
    plain_row(BlockType::kF32, "F32", 4),        plain_row(BlockType::kF16, "F16", 2),
    block_row<BlockType::kQ4_0>("Q4_0", 32),     block_row<BlockType::kQ4_1>("Q4_1", 32),
    block_row<BlockType::kQ5_0>("Q5_0", 32),     block_row<BlockType::kQ5_1>("Q5_1", 32),
    block_row<BlockType::kQ8_0>("Q8_0", 32),     block_row<BlockType::kQ2_K>("Q2_K", 256),
    block_row<BlockType::kQ3_K>("Q3_K", 256),    block_row<BlockType::kQ4_K>("Q4_K", 256),
    block_row<BlockType::kQ5_K>("Q5_K", 256),    block_row<BlockType::kQ6_K>("Q6_K", 256),
    block_row<BlockType::kIQ4_NL>("IQ4_NL", 32), block_row<BlockType::kIQ4_XS>("IQ4_XS", 256),
    plain_row(BlockType::kI8, "I8", 1),          plain_row(BlockType::kI16, "I16", 2),
    plain_row(BlockType::kI32, "I32", 4),        plain_row(BlockType::kI64, "I64", 8),
    plain_row(BlockType::kF64, "F64", 8),        plain_row(BlockType::kBF16, "BF16", 2),
    block_row<BlockType::kMXFP4>("MXFP4", 32),
};

}  // namespace

const BlockLayout* layout_of(BlockType type) {
  const auto* const row = std::ranges::find(kRows, type, &Row::type);
  return row == kRows.end() ? nullptr : &row->layout;
}

}  // namespace maas::formats
