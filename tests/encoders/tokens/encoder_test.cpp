#include "encoders/tokens/encoder.h"

#include <set>

#include <nlohmann/json.hpp>

#include "support/memory_texts.h"
#include "support/support.h"

namespace maas::encoders {
namespace {

using ::testing::ElementsAre;

std::shared_ptr<const data::Dataset> texts(std::vector<std::string> all) {
  std::vector<test::MemoryTexts::Sample> samples;
  for (std::string& text : all) samples.push_back({std::move(text), 0});
  return std::make_shared<test::MemoryTexts>(std::move(samples), std::vector<std::string>{});
}

std::string told(const TokenEncoder& encoder, std::span<const std::int32_t> tokens) {
  std::string text;
  for (const std::int32_t token : tokens) text += encoder.tokenizer().decode(token);
  return text;
}

/// The samples of a source of all windows, as text without padding.
std::vector<std::string> windows(const TokenEncoder& encoder, const data::Dataset& set, Use use,
                                 std::uint64_t seed = 1) {
  const auto stream = encoder.stream(set, use, "the set");
  const feed::Source source(stream->windows(use), TokenStream::parts(stream, use));
  std::vector<std::string> all;
  for (std::int64_t i = 0; i < source.size(); ++i) {
    const std::vector<std::int64_t> samples = {i};
    const tensor::Batch batch = source.blank(samples);
    base::Random random(seed + static_cast<std::uint64_t>(i));
    source.read(samples, 0, random, batch);
    const auto length = batch.at(tensor::part::kLengths).item<std::int64_t>();
    const at::Tensor ids = batch.at(tensor::part::kIds);
    std::string text;
    for (std::int64_t at = 0; at < length; ++at) {
      text += encoder.tokenizer().decode(ids[0][at].item<std::int64_t>());
    }
    all.push_back(text);
  }
  return all;
}

TEST(TokenEncoder, JoinsTextsByAnEmptyLine) {
  const auto set = texts({"ab", "ba"});
  const TokenEncoder encoder({.train = set.get()}, 16);
  const auto stream = encoder.stream(*set, Use::kJudge, "the set");
  EXPECT_EQ(told(encoder, stream->window(0)), "ab\n\nba");
}

TEST(TokenEncoder, JudgesEachTokenButTheFirstOnce) {
  const auto set = texts({"abcdefghij"});
  const TokenEncoder encoder({.train = set.get()}, 4);
  EXPECT_THAT(windows(encoder, *set, Use::kJudge), ElementsAre("abcde", "efghi", "ij"));
}

TEST(TokenEncoder, TrainsOnFullWindowsThatBeginAtRandom) {
  const auto set = texts({"abcdefghijklmnopqrstuvwxyz"});
  const TokenEncoder encoder({.train = set.get()}, 4);
  std::set<std::string> seen;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    for (const std::string& window : windows(encoder, *set, Use::kTrain, seed * 100)) {
      EXPECT_EQ(window.size(), 5U);
      seen.insert(window);
    }
  }
  EXPECT_EQ(seen.size(), 22U);  // every place that a full window has
}

TEST(TokenEncoder, NamesASetThatDoesNotFillAWindow) {
  const auto set = texts({"abc"});
  const TokenEncoder encoder({.train = set.get()}, 4);
  EXPECT_ERROR(encoder.stream(*set, Use::kTrain, "data.train"), kInvalidData,
               "data.train: 3 characters, at least 5 are needed");
}

TEST(TokenEncoder, KnowsNoCharacterOfOtherTextsThanThoseOfTheTraining) {
  const auto train = texts({"ab"});
  const TokenEncoder encoder({.train = train.get()}, 4);
  EXPECT_EQ(encoder.vocabulary(), 4);  // unknown, line feed, a, b
  const auto stream = encoder.stream(*texts({"axb"}), Use::kJudge, "the set");
  EXPECT_EQ(stream->window(0)[1], text::CharacterTokenizer::kUnknown);
}

TEST(TokenEncoder, TakesTextsOfTwoCharactersToOneMoreThanTheContext) {
  const auto train = texts({"ab\xC3\xA4"});
  const TokenEncoder encoder({.train = train.get()}, 3);
  const auto check = [&](std::string text) {
    HostTensors request = {{"text", {1}, std::vector<std::string>{std::move(text)}}};
    return encoder.check(request);
  };
  EXPECT_EQ(check("\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4").samples, 1);
  EXPECT_ERROR(check("abcde"), kInvalidData, "'text[0]' has 5 characters, the model judges 2 to 4");
  EXPECT_ERROR(check("a"), kInvalidData, "1 characters");
}

TEST(TokenEncoder, DrawsRequestsThatItTakes) {
  const auto train = texts({"a \n"});
  for (const std::int64_t context : {1, 2, 5}) {
    const TokenEncoder encoder({.train = train.get()}, context);
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      base::Random random(seed);
      HostTensors request = encoder.random_request(3, random);
      EXPECT_EQ(encoder.check(request).samples, 3) << context;
    }
  }
}

TEST(TokenEncoder, RefusesAnotherContextThanThatOfTheModelThatIsTrainedFurther) {
  const test::TemporaryDirectory directory;
  store::ModelFiles files{.directory = directory / "model", .config = {}, .manifest = {}};
  const auto train = texts({"abcdefgh"});
  store::ModelWriter writer(files.directory, /*force=*/false);
  TokenEncoder({.train = train.get()}, 4).save(writer, files.config);
  writer.publish({});
  EXPECT_EQ(TokenEncoder({.train = train.get(), .model = &files}, 4).context(), 4);
  EXPECT_ERROR(TokenEncoder({.train = train.get(), .model = &files}, 5), kInvalidRecipe,
               "task.context: 5, the model that is trained further has 4");
}

}  // namespace
}  // namespace maas::encoders
