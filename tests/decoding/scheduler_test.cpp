#include "decoding/scheduler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "decoding/small_decoder.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

using testing::HasSubstr;

constexpr std::int64_t kContext = 64;

/// Runs requests to their ends; gives the tokens of each in the order of admission.
std::vector<std::vector<std::int32_t>> run(SmallDecoder& decoder, std::vector<Request> requests) {
  Scheduler scheduler(decoder.network(), decoder.pool(), kContext);
  std::map<std::int64_t, std::vector<std::int32_t>> texts;
  for (Request& request : requests) texts[scheduler.admit(std::move(request))];
  while (!scheduler.is_idle()) {
    for (const Made& made : scheduler.step()) {
      if (made.token) texts[made.sequence].push_back(*made.token);
    }
  }
  std::vector<std::vector<std::int32_t>> result;
  for (auto& [id, text] : texts) result.push_back(std::move(text));
  return result;
}

Request request(std::vector<std::int32_t> prompt, float temperature, std::uint64_t seed = 1) {
  Request request = {.prompt = std::move(prompt), .most_tokens = 30};
  request.sampling.temperature = temperature;
  request.sampling.seed = seed;
  return request;
}

TEST(Scheduler, MakesTheSameTextAloneAndAmongOthers) {
  SmallDecoder decoder;
  for (const float temperature : {0.0F, 1.5F}) {
    const std::vector<Request> requests = {request({1, 2, 3}, temperature),
                                           request({4, 5, 6, 7, 8}, temperature, 2),
                                           request({9}, temperature, 3)};
    const auto together = run(decoder, requests);
    for (std::size_t i = 0; i < requests.size(); ++i) {
      EXPECT_EQ(run(decoder, {requests[i]}).front(), together[i]) << temperature << " " << i;
    }
  }
}

TEST(Scheduler, MakesTheSameTextWithAndWithoutGuesses) {
  SmallDecoder decoder;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    // A peaked distribution repeats itself, so that guesses are right now and then.
    Request guessing = request({5, 6, 7, 5, 6, 7, 5, 6, 7}, seed % 2 == 0 ? 0.0F : 0.3F, seed);
    Request plain = guessing;
    plain.guesses = false;
    EXPECT_EQ(run(decoder, {guessing}), run(decoder, {plain})) << "seed " << seed;
  }
}

TEST(Scheduler, MakesTheSameTextFromWhatAnEarlierOneHasRead) {
  SmallDecoder decoder;
  std::vector<std::int32_t> prompt(50);
  for (std::size_t i = 0; i < prompt.size(); ++i) prompt[i] = static_cast<std::int32_t>(i % 13);
  Request first = request(prompt, 0.8F);
  first.most_tokens = 5;
  const auto cold = run(decoder, {first}).front();
  Scheduler scheduler(decoder.network(), decoder.pool(), kContext);
  for (int round = 0; round < 2; ++round) {
    scheduler.admit(first);
    std::vector<std::int32_t> text;
    while (!scheduler.is_idle()) {
      for (const Made& made : scheduler.step()) text.push_back(*made.token);
    }
    EXPECT_EQ(text, cold) << "round " << round;
  }
  EXPECT_EQ(scheduler.reused_tokens(), 49);
}

TEST(Scheduler, EndsATextByItsEndToken) {
  SmallDecoder decoder;
  const auto whole = run(decoder, {request({1, 2, 3}, 1.0F)}).front();
  Request ended = request({1, 2, 3}, 1.0F);
  ended.ends = {whole[4]};
  const auto position = std::ranges::find(whole, whole[4]) - whole.begin();
  EXPECT_EQ(run(decoder, {ended}).front(),
            std::vector<std::int32_t>(whole.begin(), whole.begin() + position));
}

TEST(Scheduler, EndsATextWhereTheContextEnds) {
  SmallDecoder decoder;
  Request endless = request(std::vector<std::int32_t>(60, 3), 0.0F);
  endless.most_tokens = 1000;
  EXPECT_EQ(run(decoder, {endless}).front().size(), 4U);
}

TEST(Scheduler, NamesBothCountsWhereAPromptHasNoRoom) {
  SmallDecoder decoder;
  Scheduler scheduler(decoder.network(), decoder.pool(), kContext);
  try {
    scheduler.admit(request(std::vector<std::int32_t>(64, 1), 0));
    FAIL() << "it was taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInvalidData);
    EXPECT_THAT(error.what(), HasSubstr("64 tokens"));
  }
}

TEST(Scheduler, GivesPagesBackWhenASequenceIsDropped) {
  SmallDecoder decoder;
  {
    Scheduler scheduler(decoder.network(), decoder.pool(), kContext);
    const std::int64_t sequence = scheduler.admit(request({1, 2, 3}, 0));
    scheduler.step();
    EXPECT_GT(decoder.pool().pages_in_use(), 0);
    scheduler.drop(sequence);
    EXPECT_TRUE(scheduler.is_idle());
  }
  EXPECT_EQ(decoder.pool().pages_in_use(), 0);
}

TEST(Scheduler, ReadsALongPromptInParts) {
  SmallDecoder decoder(2048);
  std::vector<std::int32_t> prompt(1500);
  for (std::size_t i = 0; i < prompt.size(); ++i) prompt[i] = static_cast<std::int32_t>(i * i % 31);
  Scheduler scheduler(decoder.network(), decoder.pool(), 2048);
  scheduler.admit(request(prompt, 0));
  EXPECT_TRUE(scheduler.step().empty());
  EXPECT_TRUE(scheduler.step().empty());
  EXPECT_EQ(scheduler.step().size(), 1U);
}

}  // namespace
}  // namespace maas::decoding
