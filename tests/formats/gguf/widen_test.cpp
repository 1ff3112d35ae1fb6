#include "formats/gguf/widen.h"

#include <cstdint>
#include <limits>

#include "formats/gguf/block_type.h"
#include "formats/gguf/files.h"

namespace maas::formats {
namespace {

constexpr std::uint32_t kNumbers = 64;  ///< more than there are of types

std::vector<float> widened(BlockType type, const std::string& bytes, std::size_t count) {
  std::vector<float> values(count);
  widen(type, gguf_test::bytes_in(bytes), values);
  return values;
}

TEST(BlockType, HasALayoutIfItIsKnown) {
  EXPECT_EQ(layout_of(BlockType::kQ4_1)->name, "Q4_1");
  EXPECT_EQ(layout_of(BlockType::kQ4_1)->elements, 32);
  EXPECT_EQ(layout_of(BlockType::kQ4_1)->bytes, 20);
  EXPECT_EQ(layout_of(BlockType::kI64)->bytes, 8);
  std::size_t known = 0;
  for (std::uint32_t i = 0; i < kNumbers; ++i) {
    if (layout_of(static_cast<BlockType>(i)) != nullptr) ++known;
  }
  EXPECT_EQ(known, 21U);
}

TEST(Widening, GivesTheValuesOfTheReference) {
  EXPECT_EQ(gguf_test::compare_values(open_gguf(MAAS_FIXTURES "/gguf/blocks.gguf")), 15);
}

TEST(Widening, KeepsNumbersOf32Bits) {
  EXPECT_EQ(widened(BlockType::kF32, gguf_test::raw(0.1F) + gguf_test::raw(-2.0F), 2),
            (std::vector<float>{0.1F, -2}));
}

TEST(Widening, RoundsNumbersOf64Bits) {
  EXPECT_EQ(widened(BlockType::kF64, gguf_test::raw(0.1) + gguf_test::raw(1e300), 2),
            (std::vector<float>{0.1F, std::numeric_limits<float>::infinity()}));
}

TEST(Widening, TakesBlocksWhereverTheyLie) {
  const GgufFile file = open_gguf(MAAS_FIXTURES "/gguf/blocks.gguf");
  for (const GgufTensor& tensor : file.tensors()) {
    std::string shifted(tensor.bytes.size() + 1, '\0');
    std::memcpy(shifted.data() + 1, tensor.bytes.data(), tensor.bytes.size());
    std::vector<float> values(static_cast<std::size_t>(tensor.elements()));
    widen(tensor.type, gguf_test::bytes_in(shifted).subspan(1), values);
    EXPECT_TRUE(std::ranges::equal(values, gguf_test::widened(tensor), gguf_test::same))
        << tensor.name;
  }
}

TEST(Widening, RefusesWholeNumbers) {
  for (const BlockType type : {BlockType::kI8, BlockType::kI16, BlockType::kI32, BlockType::kI64}) {
    EXPECT_ERROR(widened(type, "12345678", 1), kInternal, "is no weight that can be widened");
  }
}

}  // namespace
}  // namespace maas::formats
