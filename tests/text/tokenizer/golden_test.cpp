#include <fstream>

#include <nlohmann/json.hpp>

#include "support/support.h"
#include "text/tokenizer/tokenizer.h"

namespace maas::text {
namespace {

using Json = nlohmann::json;
using Ids = std::vector<std::int32_t>;

/// What Hugging Face's tokenizers makes of texts.
const Json& goldens() {
  static const Json json = Json::parse(std::ifstream(MAAS_FIXTURES "/tokenizer/goldens.json"));
  return json;
}

std::vector<std::int64_t> flat(const std::vector<Encoding::Span>& spans) {
  std::vector<std::int64_t> ends;
  for (const auto& [from, to] : spans) ends.insert(ends.end(), {from, to});
  return ends;
}

std::string streamed(const Tokenizer& tokenizer, const Ids& ids, bool skip_special) {
  TextStream stream(tokenizer, skip_special);
  std::string text;
  for (const std::int32_t id : ids) text += stream.add(id);
  return text + stream.finish();
}

/// Calls `check` with the tokenizer and each of its cases: the text, the ids, the offsets, the
/// number of ids without special ones, the text again without and with special tokens.
template <class Check>
void for_each_encoding(const Check& check) {
  for (const Json& golden : goldens()["encodings"]) {
    SCOPED_TRACE(golden["name"]);
    const Tokenizer tokenizer(golden["tokenizer"], "golden");
    for (const Json& expected : golden["cases"]) {
      SCOPED_TRACE(expected[0]);
      check(tokenizer, expected);
    }
  }
}

TEST(TokenizerGoldens, IdsAreThePeers) {
  for_each_encoding([](const Tokenizer& tokenizer, const Json& expected) {
    EXPECT_EQ(tokenizer.encode(expected[0].get<std::string>()).ids, expected[1].get<Ids>());
  });
}

TEST(TokenizerGoldens, OffsetsAreThePeers) {
  for_each_encoding([](const Tokenizer& tokenizer, const Json& expected) {
    const auto encoding = tokenizer.encode(expected[0].get<std::string>(), {.offsets = true});
    EXPECT_EQ(encoding.ids, expected[1].get<Ids>());
    EXPECT_EQ(flat(encoding.offsets), expected[2].get<std::vector<std::int64_t>>());
  });
}

TEST(TokenizerGoldens, SpecialTokensAreLeftOutOnDemand) {
  for_each_encoding([](const Tokenizer& tokenizer, const Json& expected) {
    const auto encoding = tokenizer.encode(expected[0].get<std::string>(), {.special = false});
    EXPECT_EQ(encoding.ids.size(), expected[3].get<std::size_t>());
  });
}

TEST(TokenizerGoldens, TextsAgainAreThePeers) {
  for_each_encoding([](const Tokenizer& tokenizer, const Json& expected) {
    const Ids ids = expected[1];
    EXPECT_EQ(tokenizer.decode(ids), expected[4].get<std::string>());
    EXPECT_EQ(tokenizer.decode(ids, /*skip_special=*/false), expected[5].get<std::string>());
  });
}

TEST(TokenizerGoldens, StreamsMakeTheSameTexts) {
  for_each_encoding([](const Tokenizer& tokenizer, const Json& expected) {
    const Ids ids = expected[1];
    EXPECT_EQ(streamed(tokenizer, ids, true), expected[4].get<std::string>());
    EXPECT_EQ(streamed(tokenizer, ids, false), expected[5].get<std::string>());
  });
}

TEST(TokenizerGoldens, DecodersAreThePeers) {
  for (const Json& golden : goldens()["decoders"]) {
    SCOPED_TRACE(golden["tokenizer"]["decoder"]);
    const Tokenizer tokenizer(golden["tokenizer"], "golden");
    for (const Json& expected : golden["texts"]) {
      EXPECT_EQ(tokenizer.decode(expected[0].get<Ids>()), expected[1].get<std::string>());
      EXPECT_EQ(streamed(tokenizer, expected[0], true), expected[1].get<std::string>());
    }
  }
}

}  // namespace
}  // namespace maas::text
