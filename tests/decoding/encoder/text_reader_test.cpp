#include "decoding/encoder/text_reader.h"

#include <gtest/gtest.h>

#include "decoding/encoder/encoder_directory.h"

namespace maas::decoding {
namespace {

using test::EncoderDirectory;
using testing::ElementsAre;

TextReader reader_with(const nlohmann::json& truncation, std::int64_t positions = 64) {
  const EncoderDirectory directory;
  directory.change("tokenizer.json", {{"truncation", truncation}});
  return TextReader(directory.path(), positions);
}

nlohmann::json at_most(int length, const char* strategy = "LongestFirst",
                       const char* direction = "Right") {
  return {{"max_length", length}, {"strategy", strategy}, {"direction", direction}, {"stride", 0}};
}

TEST(TextReader, PutsTokensAroundATextAndAPair) {
  const TextReader reader = reader_with(nullptr);
  EXPECT_THAT(reader.read("a b").ids, ElementsAre(1, 4, 5, 2));
  EXPECT_THAT(reader.read_pair("a b", "c").ids, ElementsAre(1, 4, 5, 2, 6, 2));
  EXPECT_THAT(reader.read_pair("a b", "c").types, ElementsAre(0, 0, 0, 0, 1, 1));
}

TEST(TextReader, TellsWhereTokensStand) {
  const EncodedText text = reader_with(nullptr).read("a b", /*offsets=*/true);
  ASSERT_EQ(text.offsets.size(), 4U);
  EXPECT_EQ(text.offsets[2], (text::Encoding::Span{2, 3}));
  EXPECT_EQ(text.offsets[3], (text::Encoding::Span{0, 0}));
}

TEST(TextReader, CutsAsTheTokenizerSays) {
  const EncodedText text = reader_with(at_most(5)).read("a b c d e");
  EXPECT_THAT(text.ids, ElementsAre(1, 4, 5, 6, 2));
  EXPECT_EQ(text.cut, 2);
  EXPECT_THAT(reader_with(at_most(5, "LongestFirst", "Left")).read("a b c d e").ids,
              ElementsAre(1, 6, 7, 8, 2));
}

TEST(TextReader, CutsNothingUnlessTheTokenizerSaysSo) {
  EXPECT_EQ(reader_with(nullptr, 4).read("a b c d e").ids.size(), 7U);
}

TEST(TextReader, CutsAtThePositionsWhereTheTokenizerAllowsMore) {
  EXPECT_THAT(reader_with(at_most(512), 4).read("a b c d e").ids, ElementsAre(1, 4, 5, 2));
}

TEST(TextReader, CutsTheLongerOfTwoTexts) {
  const TextReader reader = reader_with(at_most(7));
  EXPECT_THAT(reader.read_pair("a", "b c d e f").ids, ElementsAre(1, 4, 2, 5, 6, 7, 2));
  EXPECT_THAT(reader.read_pair("a b c d e", "f").ids, ElementsAre(1, 4, 5, 6, 2, 9, 2));
  EXPECT_THAT(reader.read_pair("a b c", "d e f").ids, ElementsAre(1, 4, 5, 2, 7, 8, 2));
}

TEST(TextReader, CutsOneOfTwoTexts) {
  EXPECT_THAT(reader_with(at_most(6, "OnlyFirst")).read_pair("a b c", "d e").ids,
              ElementsAre(1, 4, 2, 7, 8, 2));
  EXPECT_THAT(reader_with(at_most(6, "OnlySecond")).read_pair("a b", "c d e").ids,
              ElementsAre(1, 4, 5, 2, 6, 2));
  EXPECT_ERROR(reader_with(at_most(6, "OnlyFirst")).read_pair("a", "b c d e"), kInvalidData,
               "2 tokens too many, the text to be cut 1");
}

TEST(TextReader, GoesByTheLengthOfSentenceTransformers) {
  const EncoderDirectory directory;
  directory.change("tokenizer.json", {{"truncation", at_most(5)}});
  directory.write("sentence_bert_config.json", {{"max_seq_length", 4}});
  EXPECT_THAT(TextReader(directory.path(), 64).read("a b c d").ids, ElementsAre(1, 4, 5, 2));
}

TEST(TextReader, CountsThePromptWithoutItsEnd) {
  EXPECT_EQ(reader_with(nullptr).prompt_tokens("a b "), 3);
  EXPECT_EQ(reader_with(nullptr).prompt_tokens(""), 0);
}

TEST(TextReader, RefusesAnUnknownStrategy) {
  EXPECT_ERROR(reader_with(at_most(5, "Half")), kInvalidData,
               "expected LongestFirst, OnlyFirst or OnlySecond");
}

}  // namespace
}  // namespace maas::decoding
