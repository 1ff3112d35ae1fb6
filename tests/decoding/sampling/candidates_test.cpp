#include "decoding/sampling/candidates.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "decoding/sampling/random.h"
#include "decoding/sampling/sampler.h"
#include "support/support.h"

namespace maas::decoding {
namespace {

using ::testing::ElementsAre;

Candidates random_candidates(std::size_t count, float scale, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0, scale);
  std::vector<float> logits(count);
  for (float& logit : logits) logit = normal(random);
  Candidates candidates;
  gather(logits, candidates);
  return candidates;
}

std::vector<std::int32_t> tokens_of(const Candidates& candidates) {
  std::vector<std::int32_t> tokens;
  for (const Candidate& candidate : candidates) tokens.push_back(candidate.token);
  return tokens;
}

/// Probabilities of the first candidates, in falling order.
std::vector<double> falling(const Candidates& candidates, double log_total) {
  std::vector<double> probabilities;
  for (const Candidate& candidate : candidates) {
    probabilities.push_back(std::exp(static_cast<double>(candidate.logit) - log_total));
  }
  std::ranges::sort(probabilities, std::greater());
  return probabilities;
}

TEST(Philox, GivesTheKnownAnswers) {
  constexpr std::uint32_t kOnes = 0xFFFFFFFF;
  EXPECT_THAT(philox({0, 0, 0, 0}, {0, 0}),
              ElementsAre(0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8));
  EXPECT_THAT(philox({kOnes, kOnes, kOnes, kOnes}, {kOnes, kOnes}),
              ElementsAre(0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD));
  EXPECT_THAT(philox({0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344}, {0xA4093822, 0x299F31D0}),
              ElementsAre(0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1));
}

TEST(TopK, KeepsTheLargestAndOfEqualsTheFirst) {
  Candidates candidates{{0, 1}, {1, 3}, {2, 2}, {3, 2}, {4, 0}};
  keep_top_k(2, candidates);
  EXPECT_THAT(tokens_of(candidates), ElementsAre(1, 2));
}

TEST(TopK, KeepsAllIfThereAreFewer) {
  Candidates candidates{{0, 1}, {1, 3}};
  keep_top_k(5, candidates);
  EXPECT_EQ(candidates.size(), 2U);
}

TEST(TopP, KeepsTheFewestThatReachTheMass) {
  for (const float scale : {0.1F, 1.0F, 4.0F}) {
    const Candidates all = random_candidates(5000, scale);
    const double log_total = log_sum(all);
    const std::vector<double> probabilities = falling(all, log_total);
    for (const double p : {0.01, 0.5, 0.9, 0.99, 0.9999}) {
      std::size_t count = 0;
      for (double mass = 0; mass < p; ++count) mass += probabilities[count];
      Candidates kept = all;
      keep_top_p(p, kept);
      ASSERT_EQ(kept.size(), count) << scale << ", " << p;
      EXPECT_EQ(falling(kept, log_total).back(), probabilities[count - 1]);
    }
  }
}

TEST(TopP, KeepsTheMostProbableWithoutAnyMass) {
  Candidates candidates{{0, 1}, {1, 3}, {2, 3}};
  keep_top_p(0, candidates);
  EXPECT_THAT(tokens_of(candidates), ElementsAre(1));
}

TEST(TopP, CutsEqualsByTheirTokens) {
  Candidates candidates;
  gather(std::vector<float>(100, 1.0F), candidates);
  keep_top_p(0.295, candidates);
  ASSERT_EQ(candidates.size(), 30U);
  EXPECT_EQ(candidates.back().token, 29);
}

TEST(MinP, KeepsWhatHasItsShareOfTheBest) {
  const Candidates all = random_candidates(5000, 3);
  const double log_total = log_sum(all);
  const std::vector<double> probabilities = falling(all, log_total);
  for (const double p : {0.001, 0.05, 0.5, 1.0}) {
    Candidates kept = all;
    keep_min_p(p, kept);
    const auto least = [&](double each) { return each >= p * probabilities.front() * (1 - 1e-9); };
    EXPECT_EQ(std::ranges::count_if(probabilities, least), std::ssize(kept)) << p;
  }
}

TEST(Typical, LeavesOutWhatIsTooProbable) {
  // Entropy 1.09: the second ones are closer to it than the first.
  Candidates candidates;
  gather(std::vector<float>{std::log(0.6F), std::log(0.2F), std::log(0.1F), std::log(0.1F)},
         candidates);
  keep_typical(0.15, candidates);
  EXPECT_THAT(tokens_of(candidates), ElementsAre(1));
}

TEST(Draw, FallsOnCandidatesByTheirProbability) {
  const Candidates candidates{{3, std::log(0.25F)}, {5, std::log(0.5F)}, {7, std::log(0.25F)}};
  EXPECT_EQ(draw(candidates, 1, 0.0), 0U);
  EXPECT_EQ(draw(candidates, 1, 0.249), 0U);
  EXPECT_EQ(draw(candidates, 1, 0.251), 1U);
  EXPECT_EQ(draw(candidates, 1, 0.749), 1U);
  EXPECT_EQ(draw(candidates, 1, 0.751), 2U);
  EXPECT_EQ(draw(candidates, 1, 1 - 0x1p-53), 2U);
}

TEST(Draw, NeverFallsOnWhatHasNoWeight) {
  const Candidates candidates{{0, -1000}, {1, 0}, {2, -1000}};
  EXPECT_EQ(draw(candidates, 1, 0.0), 1U);
  EXPECT_EQ(draw(candidates, 1, 1 - 0x1p-53), 1U);
}

/// How far frequencies are from probabilities: the sum of (seen - expected)^2 / expected.
double chi_square(const std::vector<double>& probabilities, const std::vector<int>& seen,
                  int draws) {
  double sum = 0;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    const double expected = probabilities[i] * draws;
    sum += (seen[i] - expected) * (seen[i] - expected) / expected;
  }
  return sum;
}

TEST(Sampler, DrawsAsOftenAsProbabilitiesSay) {
  constexpr int kDraws = 200'000;
  constexpr double kTemperature = 0.7;
  const std::vector<float> logits{1.0F, 0.0F, -1.0F, 0.5F, 2.0F, -0.5F, 0.25F, 1.5F, -2.0F, 0.75F};
  Candidates candidates;
  gather(logits, candidates);
  const double log_total = log_sum(candidates, kTemperature);
  std::vector<double> probabilities;
  for (const float logit : logits) {
    probabilities.push_back(std::exp(static_cast<double>(logit) / kTemperature - log_total));
  }
  Sampler sampler({.temperature = static_cast<float>(kTemperature), .seed = 5}, 10);
  std::vector<int> seen(10, 0);
  for (int i = 0; i < kDraws; ++i) {
    std::vector<float> changed = logits;
    const std::int32_t token = sampler.next(changed);
    ++seen[static_cast<std::size_t>(token)];
    sampler.accept(token);
  }
  constexpr double kOneInTenThousand = 33.72;  // with 9 degrees of freedom
  EXPECT_LT(chi_square(probabilities, seen, kDraws), kOneInTenThousand);
}

TEST(Sampler, DrawsIndependentlyWithNeighbouringSeeds) {
  constexpr int kDraws = 100'000;
  std::vector<int> seen(16, 0);
  for (int seed = 0; seed < kDraws; ++seed) {
    const double number = uniform(static_cast<std::uint64_t>(seed), 3);
    ++seen[static_cast<std::size_t>(number * 16)];
  }
  constexpr double kOneInTenThousand = 44.26;  // with 15 degrees of freedom
  EXPECT_LT(chi_square(std::vector<double>(16, 1.0 / 16), seen, kDraws), kOneInTenThousand);
}

TEST(Logprobs, AreTheModelsBeforePenalties) {
  Sampler sampler({.temperature = 0, .presence_penalty = 10}, 3);
  sampler.accept(2);
  std::vector<float> logits{std::log(0.25F), std::log(0.125F), std::log(0.625F)};
  const Choice choice = sampler.next_with_logprobs(logits, 2, LogprobsOf::kModel);
  EXPECT_EQ(choice.token.token, 0);
  EXPECT_NEAR(choice.token.logprob, std::log(0.25), 1e-6);
  ASSERT_EQ(choice.top.size(), 2U);
  EXPECT_EQ(choice.top[0].token, 2);
  EXPECT_NEAR(choice.top[0].logprob, std::log(0.625), 1e-6);
  EXPECT_EQ(choice.top[1].token, 0);
}

TEST(Logprobs, AreThoseOfTheDrawIfWanted) {
  Sampler sampler({.temperature = 0.5, .top_k = 2}, 3);
  std::vector<float> logits{0, 1, 2};
  const Choice choice = sampler.next_with_logprobs(logits, 3, LogprobsOf::kDraw);
  ASSERT_EQ(choice.top.size(), 2U);
  EXPECT_NEAR(choice.top[0].logprob, std::log(1 / (1 + std::exp(-2.0))), 1e-6);
  EXPECT_NEAR(choice.top[1].logprob, std::log(1 / (1 + std::exp(2.0))), 1e-6);
}

TEST(Logprobs, OfEqualsComeInTheOrderOfTokens) {
  Sampler sampler({.temperature = 0}, 4);
  std::vector<float> logits{1, 2, 2, 1};
  const Choice choice = sampler.next_with_logprobs(logits, 3, LogprobsOf::kModel);
  ASSERT_EQ(choice.top.size(), 3U);
  EXPECT_EQ(choice.top[0].token, 1);
  EXPECT_EQ(choice.top[1].token, 2);
  EXPECT_EQ(choice.top[2].token, 0);
}

}  // namespace
}  // namespace maas::decoding
