#include "text/character_tokenizer.h"

#include <nlohmann/json.hpp>

#include "support/support.h"

namespace maas::text {
namespace {

Characters characters_of(const std::vector<std::string>& texts) {
  Characters characters;
  for (const std::string& text : texts) characters.add(text);
  return characters;
}

using ::testing::ElementsAre;

TEST(CharacterTokenizer, NumbersCharactersByTheirCodePoints) {
  const CharacterTokenizer tokenizer(characters_of({"b\xC3\xA4", "a b"}));
  EXPECT_EQ(tokenizer.size(), 5);  // unknown, space, a, b, ä
  EXPECT_THAT(tokenizer.encode("ab \xC3\xA4"), ElementsAre(2, 3, 1, 4));
  EXPECT_EQ(tokenizer.decode(4), "\xC3\xA4");
}

TEST(CharacterTokenizer, DoesNotKnowOtherCharacters) {
  const CharacterTokenizer tokenizer(characters_of({"ab"}));
  EXPECT_THAT(tokenizer.encode("axb"), ElementsAre(1, 0, 2));
  EXPECT_EQ(tokenizer.decode(CharacterTokenizer::kUnknown), "\xEF\xBF\xBD");
}

TEST(CharacterTokenizer, SurvivesItsFile) {
  const CharacterTokenizer written(characters_of({"quotes \" and\nlines \xE2\x82\xAC"}));
  const CharacterTokenizer read(nlohmann::json(written.to_json()), "tokenizer.json");
  const std::string text = "a \"\xE2\x82\xAC\"\n";
  EXPECT_EQ(read.encode(text), written.encode(text));
  EXPECT_EQ(read.to_json(), written.to_json());
}

TEST(CharacterTokenizer, RefusesAnotherTokenizer) {
  nlohmann::json json = CharacterTokenizer(characters_of({"ab"})).to_json();
  const auto read = [&] { return CharacterTokenizer(json, "tokenizer.json"); };
  nlohmann::json altered = json;
  std::swap(json, altered);
  json["model"]["type"] = "BPE";
  EXPECT_ERROR(read(), kInvalidData, "not WordLevel");
  json = altered;
  json["pre_tokenizer"] = {{"type", "Whitespace"}};
  EXPECT_ERROR(read(), kInvalidData, "does not split after each character");
  json = altered;
  json["model"]["vocab"]["abc"] = 3U;
  EXPECT_ERROR(read(), kInvalidData, "is no character");
  json = altered;
  json["model"]["vocab"]["b"] = 7U;
  EXPECT_ERROR(read(), kInvalidData, "are not 0, 1, 2");
  json = nlohmann::json::array();
  EXPECT_ERROR(read(), kInvalidData, "there is no 'model'");
}

}  // namespace
}  // namespace maas::text
