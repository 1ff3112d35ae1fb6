#include "text/word_tokenizer.h"

#include <nlohmann/json.hpp>

#include "support/support.h"

namespace maas::text {
namespace {

using ::testing::ElementsAre;

WordTokenizer learned(const std::vector<std::string>& texts, const VocabularyChoice& choice) {
  WordCounts counts(choice.lowercase);
  for (const std::string& text : texts) counts.add(text);
  return {counts, choice};
}

TEST(WordTokenizer, KnowsTheMostFrequentWords) {
  const auto tokenizer = learned({"the cat, the dog", "The end"}, {.most = 2, .least_often = 1});
  EXPECT_EQ(tokenizer.size(), 4);
  EXPECT_EQ(tokenizer.word(2), "the");
  EXPECT_EQ(tokenizer.word(3), ",");  // of the equals that which sorts first
}

TEST(WordTokenizer, DoesNotKnowRareWords) {
  const auto tokenizer = learned({"a a b"}, {.least_often = 2});
  EXPECT_THAT(tokenizer.encode("a b", 10), ElementsAre(2, WordTokenizer::kUnknown));
}

TEST(WordTokenizer, LeavesOutWhatIsBehindTheMost) {
  const auto tokenizer = learned({"a b c"}, {.least_often = 1});
  EXPECT_EQ(tokenizer.encode("a b c", 2).size(), 2U);
}

TEST(WordTokenizer, SurvivesItsFile) {
  const auto written = learned({"It's \xC3\x84pfel, it's"}, {.least_often = 1});
  const WordTokenizer read(nlohmann::json(written.to_json()), "tokenizer.json");
  EXPECT_EQ(read.encode("IT'S \xC3\xA4pfel", 9), written.encode("IT'S \xC3\xA4pfel", 9));
  EXPECT_EQ(read.to_json(), written.to_json());
}

TEST(WordTokenizer, RefusesAnotherTokenizer) {
  nlohmann::json json = learned({"a"}, {.least_often = 1}).to_json();
  json["pre_tokenizer"]["type"] = "ByteLevel";
  EXPECT_ERROR(WordTokenizer(json, "tokenizer.json"), kInvalidData, "it splits otherwise");
}

}  // namespace
}  // namespace maas::text
