#include "decoding/cache.h"

#include <gtest/gtest.h>

#include "decoding/small_decoder.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

Specification two_layers() {
  SmallDecoder decoder;
  return decoder.network().specification();
}

TEST(SequenceMemory, TakesAPageForEachFewTokensAndGivesThemBack) {
  PagePool pool(two_layers(), CacheType::kF16, 0);
  {
    SequenceMemory memory(pool);
    memory.grow(kernels::kPageTokens);
    EXPECT_EQ(memory.pages().size(), 1U);
    memory.grow(1);
    EXPECT_EQ(memory.pages().size(), 2U);
    EXPECT_EQ(memory.length(), kernels::kPageTokens + 1);
    memory.shrink(kernels::kPageTokens);
    EXPECT_EQ(pool.pages_in_use(), 1);
  }
  EXPECT_EQ(pool.pages_in_use(), 0);
}

TEST(SequenceMemory, IsUnchangedWhereThePoolHasNoPageLeft) {
  PagePool pool(two_layers(), CacheType::kF16, 3);
  SequenceMemory first(pool);
  first.grow(2 * kernels::kPageTokens);
  SequenceMemory second(pool);
  second.grow(5);
  try {
    second.grow(2 * kernels::kPageTokens);
    FAIL() << "there was room";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kOutOfMemory);
  }
  EXPECT_EQ(second.length(), 5);
  EXPECT_EQ(second.pages().size(), 1U);
  first = SequenceMemory(pool);
  second.grow(2 * kernels::kPageTokens);
  EXPECT_EQ(pool.pages_in_use(), 3);
}

TEST(SequenceMemory, MovesWithItsPages) {
  PagePool pool(two_layers(), CacheType::kInt8, 0);
  SequenceMemory first(pool);
  first.grow(3);
  const SequenceMemory second = std::move(first);
  EXPECT_EQ(second.length(), 3);
  EXPECT_EQ(pool.pages_in_use(), 1);
}

}  // namespace
}  // namespace maas::decoding
