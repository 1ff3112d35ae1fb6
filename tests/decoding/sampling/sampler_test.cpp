#include "decoding/sampling/sampler.h"

#include <cmath>
#include <limits>

#include "support/support.h"

namespace maas::decoding {
namespace {

constexpr float kForbidden = -std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinite = std::numeric_limits<float>::infinity();

using Logits = std::vector<float>;

std::int32_t next(Sampler& sampler, Logits logits) {
  return sampler.next(logits);
}

std::int32_t next(const SamplingOptions& options, const Logits& logits) {
  Sampler sampler(options, static_cast<std::int64_t>(logits.size()));
  return next(sampler, logits);
}

TEST(Sampler, TakesTheFirstAmongEqualsAtTemperatureZero) {
  EXPECT_EQ(next({.temperature = 0}, {1, 3, 2, 3}), 1);
}

TEST(Sampler, NeverDrawsAForbiddenToken) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    EXPECT_EQ(next({.temperature = 100, .seed = seed}, {kForbidden, 1, kForbidden}), 1);
  }
}

TEST(Sampler, DrawsTheSameAgainUntilATokenIsAccepted) {
  const Logits logits(1000, 0.0F);
  Sampler sampler({.repetition_penalty = 1, .seed = 7}, 1000);
  const std::int32_t first = next(sampler, logits);
  EXPECT_EQ(next(sampler, logits), first);
  sampler.accept(first);
  EXPECT_NE(next(sampler, logits), first);
}

TEST(Sampler, DrawsAsBeforeWhenASequenceIsTakenUpAgain) {
  const Logits logits(1000, 0.0F);
  Sampler whole({.seed = 7}, 1000);
  std::vector<std::int32_t> tokens;
  for (int i = 0; i < 20; ++i) {
    tokens.push_back(next(whole, logits));
    whole.accept(tokens.back());
  }
  Sampler resumed({.seed = 7}, 1000);
  for (int i = 0; i < 10; ++i) resumed.accept(tokens[static_cast<std::size_t>(i)]);
  for (std::size_t i = 10; i < 20; ++i) {
    EXPECT_EQ(next(resumed, logits), tokens[i]);
    resumed.accept(tokens[i]);
  }
}

TEST(Sampler, DrawsOtherwiseWithAnotherSeed) {
  const Logits logits(1'000'000, 0.0F);
  EXPECT_NE(next({.seed = 1}, logits), next({.seed = 2}, logits));
  EXPECT_NE(next({.seed = 1}, logits), next({.seed = 1 + (std::uint64_t{1} << 32U)}, logits));
}

TEST(Sampler, DividesALogitAboveZeroAndMultipliesOneBelow) {
  Sampler sampler({.temperature = 0, .repetition_penalty = 2}, 4);
  sampler.accept(0);
  sampler.accept(1);
  Logits logits{4, -4, 2.5, -6};
  EXPECT_EQ(sampler.next(logits), 2);
  EXPECT_THAT(logits, ::testing::ElementsAre(2, -8, 2.5, -6));
}

TEST(Sampler, SubtractsForPresenceOnceAndForFrequencyEachTime) {
  Sampler sampler({.presence_penalty = 1, .frequency_penalty = 0.25}, 3);
  for (const std::int32_t token : {0, 1, 0, 0}) sampler.accept(token);
  Logits logits{5, 5, 5};
  sampler.next(logits);
  EXPECT_THAT(logits, ::testing::ElementsAre(3.25, 3.75, 5));
}

TEST(Sampler, ForgetsWhatIsBehindTheLastTokens) {
  Sampler sampler({.presence_penalty = 1, .last_n = 2}, 3);
  for (const std::int32_t token : {0, 1, 2}) sampler.accept(token);
  Logits logits{5, 5, 5};
  sampler.next(logits);
  EXPECT_THAT(logits, ::testing::ElementsAre(5, 4, 4));
}

TEST(Sampler, ForgetsNothingWithAllTokens) {
  Sampler sampler({.presence_penalty = 1, .last_n = -1}, 2);
  sampler.accept(0);
  for (int i = 0; i < 1000; ++i) sampler.accept(1);
  Logits logits{5, 5};
  sampler.next(logits);
  EXPECT_THAT(logits, ::testing::ElementsAre(4, 4));
}

TEST(Sampler, AddsTheBias) {
  EXPECT_EQ(next({.temperature = 0, .logit_bias = {{2, 5}, {0, kForbidden}}}, {9, 1, 1}), 2);
}

Logits after_dry(const DryOptions& dry, const std::vector<std::int32_t>& tokens) {
  Sampler sampler({.dry = dry}, 5);
  for (const std::int32_t token : tokens) sampler.accept(token);
  Logits logits(5, 0.0F);
  sampler.next(logits);
  return logits;
}

TEST(Dry, LowersWhatContinuedTheLongestPassage) {
  // 0 1 2 -> 3 was there; so was 1 2 -> 4, which is shorter.
  EXPECT_THAT(after_dry({.multiplier = 1, .base = 2}, {0, 1, 2, 3, 1, 2, 4, 0, 1, 2}),
              ::testing::ElementsAre(0, 0, 0, -2, -1));
}

TEST(Dry, EndsAPassageAtABreaker) {
  EXPECT_THAT(after_dry({.multiplier = 1, .base = 2, .breakers = {0}}, {0, 1, 2, 3, 0, 1, 2}),
              ::testing::ElementsAre(0, 0, 0, -1, 0));
}

TEST(Dry, LooksAtTheLastTokensOnly) {
  EXPECT_THAT(after_dry({.multiplier = 1, .last_n = 4}, {1, 2, 3, 0, 1, 2}),
              ::testing::ElementsAre(0, 0, 0, 0, 0));
}

TEST(Dry, StaysFiniteInAnEndlessRepetition) {
  const Logits logits = after_dry({.multiplier = 1}, std::vector<std::int32_t>(2000, 1));
  EXPECT_EQ(logits[1], -std::numeric_limits<float>::max());
}

TEST(Sampler, RefusesLogitsThatAreNoNumbers) {
  for (const float temperature : {0.0F, 1.0F}) {
    EXPECT_ERROR(next({.temperature = temperature}, {1, kNan}), kFailed,
                 "the logit of token 1 is nan");
    EXPECT_ERROR(next({.temperature = temperature}, {kInfinite, 1}), kFailed,
                 "the logit of token 0 is inf");
    EXPECT_ERROR(next({.temperature = temperature}, {kForbidden, kForbidden}), kFailed,
                 "no token can follow: all 2 logits are -inf");
  }
}

TEST(Sampler, RefusesATokenBeyondTheVocabulary) {
  Sampler sampler({}, 2);
  EXPECT_ERROR(sampler.accept(2), kInvalidData, "token 2 is not in a vocabulary of 2");
  EXPECT_ERROR(sampler.accept(-1), kInvalidData, "token -1");
}

TEST(Sampler, RefusesLogitsOfAnotherVocabulary) {
  Sampler sampler({}, 2);
  EXPECT_ERROR(next(sampler, {1, 2, 3}), kInternal, "3 logits for a vocabulary of 2");
}

TEST(SamplingOptions, AreRefusedOutOfTheirRange) {
  const auto refuses = [](const SamplingOptions& options, const char* part) {
    EXPECT_ERROR(check(options, 10), kUsage, part);
  };
  refuses({.temperature = -1}, "temperature is -1, must be between 0");
  refuses({.temperature = kNan}, "temperature is nan");
  refuses({.top_k = -1}, "top_k is -1");
  refuses({.typical_p = 0}, "typical_p is 0");
  refuses({.top_p = 1.5}, "top_p is 1.5, must be between 0 and 1");
  refuses({.min_p = 2}, "min_p is 2");
  refuses({.repetition_penalty = 0}, "repetition_penalty is 0");
  refuses({.presence_penalty = kNan}, "presence_penalty is nan");
  refuses({.frequency_penalty = kInfinite}, "frequency_penalty is inf");
  refuses({.last_n = -2}, "last_n is -2");
  refuses({.dry = {.multiplier = -1}}, "dry.multiplier is -1");
  refuses({.dry = {.base = 0.5}}, "dry.base is 0.5");
  refuses({.dry = {.allowed_length = 0}}, "dry.allowed_length is 0");
  refuses({.dry = {.last_n = -2}}, "dry.last_n is -2");
  refuses({.dry = {.breakers = {10}}}, "dry.breakers names token 10, the vocabulary has 10");
  refuses({.logit_bias = {{-1, 0}}}, "logit_bias names token -1");
  refuses({.logit_bias = {{1, kInfinite}}}, "logit_bias is inf");
}

}  // namespace
}  // namespace maas::decoding
