#include "text/tokenizer/tokenizer.h"

#include <random>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "support/support.h"
#include "text/tokenizer/byte_level.h"
#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

using Json = nlohmann::json;
using Ids = std::vector<std::int32_t>;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A token for each byte and one for "ab", as GPT-2's tokenizers have them.
Json byte_tokenizer() {
  Json vocabulary = Json::object();
  for (int byte = 0; byte < 256; ++byte) {
    vocabulary[std::string(byte_character(static_cast<std::uint8_t>(byte)))] = byte;
  }
  vocabulary["ab"] = 256;
  const Json byte_level = {
      {"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}};
  return {{"version", "1.0"},
          {"added_tokens",
           {{{"id", 257}, {"content", "<|end|>"}, {"special", true}, {"normalized", false}}}},
          {"normalizer", nullptr},
          {"pre_tokenizer", byte_level},
          {"post_processor", nullptr},
          {"decoder", byte_level},
          {"model", {{"type", "BPE"}, {"vocab", vocabulary}, {"merges", {"a b"}}}}};
}

Json changed(const std::string& pointer, const Json& value) {
  Json json = byte_tokenizer();
  json[Json::json_pointer(pointer)] = value;
  return json;
}

Tokenizer tokenizer(const Json& json = byte_tokenizer()) {
  return Tokenizer(json, "tokenizer.json");
}

TEST(Tokenizer, MergesBytes) {
  EXPECT_THAT(tokenizer().encode("cab").ids, ElementsAre('c', 256));
}

TEST(Tokenizer, TakesMalformedBytesAsOneReplacementEach) {
  const Tokenizer t = tokenizer();
  EXPECT_EQ(t.decode(t.encode("a\xFF\xE4\xBD!\xF0\x9F").ids), "a\uFFFD\uFFFD!\uFFFD");
}

TEST(Tokenizer, TakesNulAsACharacter) {
  const std::string text("a\0b", 3);
  EXPECT_THAT(tokenizer().encode(text).ids, ElementsAre('a', 0, 'b'));
}

TEST(Tokenizer, CountsOffsetsInCharacters) {
  const auto encoding = tokenizer().encode("\u00e9ab", {.offsets = true});
  EXPECT_THAT(encoding.offsets,
              ElementsAre(Encoding::Span{0, 1}, Encoding::Span{0, 1}, Encoding::Span{1, 3}));
}

TEST(Tokenizer, GivesNoOffsetsUnlessAskedFor) {
  EXPECT_THAT(tokenizer().encode("ab").offsets, IsEmpty());
}

TEST(Tokenizer, FindsAddedTokens) {
  EXPECT_THAT(tokenizer().encode("a<|end|>b").ids, ElementsAre('a', 257, 'b'));
}

TEST(Tokenizer, LeavesSpecialTokensOutOfTexts) {
  EXPECT_EQ(tokenizer().decode(Ids{'a', 257}), "a");
  EXPECT_EQ(tokenizer().decode(Ids{'a', 257}, /*skip_special=*/false), "a<|end|>");
}

TEST(Tokenizer, TellsTokensByIdsAndIdsByTokens) {
  const Tokenizer t = tokenizer();
  EXPECT_EQ(t.size(), 258);
  EXPECT_EQ(t.id_of("<|end|>"), 257);
  EXPECT_EQ(t.id_of("ab"), 256);
  EXPECT_EQ(t.id_of("abc"), std::nullopt);
  EXPECT_EQ(t.token(256), "ab");
  EXPECT_EQ(t.token(999), "");
  EXPECT_TRUE(t.is_special(257));
  EXPECT_FALSE(t.is_special(256));
}

TEST(Tokenizer, RefusesAnUnknownIdInTexts) {
  EXPECT_ERROR(tokenizer().decode(Ids{258}), kInvalidData, "id 258 is of no token, limit 258");
  EXPECT_ERROR(tokenizer().decode(Ids{-1}), kInvalidData, "id -1");
}

TEST(Tokenizer, NamesAPartThatItDoesNotKnow) {
  EXPECT_ERROR(tokenizer(changed("/pre_tokenizer/type", "Magic")), kInvalidData,
               "tokenizer.json.pre_tokenizer: unknown pre-tokenizer 'Magic'");
  EXPECT_ERROR(tokenizer(changed("/normalizer", {{"type", "Magic"}})), kInvalidData,
               "unknown normalizer 'Magic'");
  EXPECT_ERROR(tokenizer(changed("/decoder/type", "Magic")), kInvalidData,
               "unknown decoder 'Magic'");
  EXPECT_ERROR(tokenizer(changed("/post_processor", {{"type", "Magic"}})), kInvalidData,
               "unknown post-processor 'Magic'");
  EXPECT_ERROR(tokenizer(changed("/model/type", "Magic")), kInvalidData, "unknown model 'Magic'");
}

TEST(Tokenizer, RefusesIdsThatContradictEachOther) {
  EXPECT_ERROR(tokenizer(changed("/model/vocab/ab", 7)), kInvalidData, "id 7 is repeated");
  EXPECT_ERROR(tokenizer(changed("/model/vocab/ab", -7)), kInvalidData, "id -7 is no id");
  EXPECT_ERROR(tokenizer(changed("/model/vocab/ab", 2'000'000'000)), kInvalidData,
               "id 2000000000 is out of proportion to 257 tokens");
  EXPECT_ERROR(tokenizer(changed("/added_tokens/0/id", 256)), kInvalidData,
               "token '<|end|>' of id 256 is 'ab' in the vocabulary");
  EXPECT_ERROR(tokenizer(changed("/added_tokens/0/content", "ab")), kInvalidData,
               "token 'ab' of id 257 has id 256 in the vocabulary");
  EXPECT_ERROR(tokenizer(changed("/added_tokens/0/id", 2'000'000'000)), kInvalidData,
               "is out of proportion");
}

TEST(Tokenizer, RefusesToAddAnIdThatIsOutOfRange) {
  const Json bert = {{"type", "BertProcessing"}, {"sep", {"x", 300}}, {"cls", {"y", 1}}};
  EXPECT_ERROR(tokenizer(changed("/post_processor", bert)), kInvalidData,
               "the post-processor adds id 300, limit 258");
}

TEST(Tokenizer, RefusesMergesOfUnknownTokens) {
  EXPECT_ERROR(tokenizer(changed("/model/merges/0", "a xyz")), kInvalidData,
               "a merge needs 'xyz', which is not in the vocabulary");
  EXPECT_ERROR(tokenizer(changed("/model/merges/0", "a c")), kInvalidData, "a merge needs 'ac'");
  EXPECT_ERROR(tokenizer(changed("/model/merges/0", "a")), kInvalidData, "is not of two tokens");
}

TEST(Tokenizer, RefusesADropout) {
  EXPECT_ERROR(tokenizer(changed("/model/dropout", 0.1)), kInvalidData, "dropout");
}

TEST(Tokenizer, RefusesAnExpressionThatIsNone) {
  const Json split = {{"type", "Split"},
                      {"pattern", {{"Regex", "(a"}}},
                      {"behavior", "Isolated"},
                      {"invert", false}};
  EXPECT_ERROR(tokenizer(changed("/pre_tokenizer", split)), kInvalidData, "expression '(a'");
}

TEST(Tokenizer, RefusesPartsWithinPartsWithoutEnd) {
  Json deep = {{"type", "NFC"}};
  for (int i = 0; i < 100; ++i) deep = {{"type", "Sequence"}, {"normalizers", {deep}}};
  EXPECT_ERROR(tokenizer(changed("/normalizer", deep)), kInvalidData, "parts within parts");
}

TEST(Tokenizer, RefusesAFileThatIsNoJson) {
  const test::TemporaryDirectory directory;
  base::write_file(directory / "tokenizer.json", "{");
  EXPECT_ERROR(open_tokenizer(directory / "tokenizer.json"), kInvalidData, "is no JSON");
}

TEST(Tokenizer, SaysThatThereIsNoFile) {
  EXPECT_ERROR(open_tokenizer("/nowhere/tokenizer.json"), kNotFound, "/nowhere/tokenizer.json");
}

TEST(Tokenizer, SaysThatAWordHasNoToken) {
  const Json model = {{"type", "WordLevel"}, {"vocab", {{"a", 0}}}, {"unk_token", "[UNK]"}};
  Json json = changed("/model", model);
  json["added_tokens"] = Json::array();
  EXPECT_ERROR(tokenizer(json).encode("b"), kInvalidData, "no token for the word 'b'");
}

TEST(Tokenizer, MergesALongWordInTime) {
  const std::string word(2'000'000, 'a');
  std::string text;
  for (int i = 0; i < 1'000'000; ++i) text += "ab";
  EXPECT_EQ(tokenizer().encode(word).ids.size(), word.size());
  EXPECT_EQ(tokenizer().encode(text).ids.size(), 1'000'000U);
}

TEST(TextStream, HoldsBackACharacterThatIsNotComplete) {
  const Tokenizer t = tokenizer();
  TextStream stream(t);
  EXPECT_EQ(stream.add(0xC3), "");
  EXPECT_EQ(stream.add(0xA4), "\u00e4");
  EXPECT_EQ(stream.add(0xC3), "");
  EXPECT_EQ(stream.add('a'), "\uFFFDa");
  EXPECT_EQ(stream.add(0xE4), "");
  EXPECT_EQ(stream.finish(), "\uFFFD");
}

TEST(TextStream, MakesTheSameTextOfAnyTokens) {
  const Tokenizer t = tokenizer();
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    Ids ids(random() % 20);
    for (std::int32_t& id : ids) {
      id = static_cast<std::int32_t>(random() % 3 == 0 ? random() % 258 : 0x80 + random() % 0x80);
    }
    TextStream stream(t, /*skip_special=*/false);
    std::string text;
    for (const std::int32_t id : ids) {
      const std::string part = stream.add(id);
      EXPECT_EQ(well_formed_front(part), part.size());
      text += part;
    }
    EXPECT_EQ(text + stream.finish(), t.decode(ids, /*skip_special=*/false));
  }
}

}  // namespace
}  // namespace maas::text
