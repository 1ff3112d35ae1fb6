#include "data/texts/lengths.h"

#include "support/support.h"

namespace maas::data {
namespace {

TEST(TextLengths, CountWordsBetweenWhiteSpace) {
  EXPECT_EQ(words_of(""), 0);
  EXPECT_EQ(words_of(" \n"), 0);
  EXPECT_EQ(words_of("one"), 1);
  EXPECT_EQ(words_of("\tone, two\nthree "), 3);
}

TEST(TextLengths, CountCodePoints) {
  EXPECT_EQ(characters_of("caf\xC3\xA9 \xF0\x9F\x98\x80"), 6);
}

TEST(TextLengths, HaveTheirRangeAndMean) {
  LengthCounter counter;
  EXPECT_TRUE(counter.lengths().empty());
  for (const char* const text : {"b c d", "a", "a b"}) counter.add(text);
  const std::vector<Extent> lengths = counter.lengths();
  ASSERT_EQ(lengths.size(), 2U);
  EXPECT_EQ(lengths[0].unit, "words");
  EXPECT_EQ(lengths[0].smallest, 1);
  EXPECT_DOUBLE_EQ(lengths[0].mean, 2);
  EXPECT_EQ(lengths[0].largest, 3);
  EXPECT_EQ(lengths[1].unit, "characters");
  EXPECT_EQ(lengths[1].largest, 5);
}

TEST(TextLengths, AreToldAsARange) {
  EXPECT_EQ(range_text({"words", 3, 20, 52}), "3 to 52 words");
  EXPECT_EQ(range_text({"words", 3, 3, 3}), "3 words");
}

}  // namespace
}  // namespace maas::data
