#include "tasks/ranking.h"

#include <algorithm>
#include <cmath>

#include "base/hashing.h"
#include "formats/json/json.h"
#include "support/support.h"

namespace maas::tasks {
namespace {

using ::testing::ElementsAre;

formats::Json golden(const char* what) {
  return formats::read_json(std::filesystem::path(MAAS_FIXTURES) / "ranking.json").at(what);
}

/// Scores, and which of them are of positive samples.
struct Scored {
  std::vector<float> scores;
  std::vector<bool> positive;
};

/// @param different  how many different scores there may be
Scored random_scores(base::Random& random, std::size_t samples, std::uint64_t different) {
  Scored scored;
  for (std::size_t i = 0; i < samples; ++i) {
    scored.positive.push_back(i == 0 || (i > 1 && random.below(3) == 0));
    const std::uint64_t step =
        random.below(different) + (scored.positive.back() ? different / 4 : 0);
    scored.scores.push_back(static_cast<float>(step) / static_cast<float>(different));
  }
  return scored;
}

/// The share of the pairs that are in the right order.
double area_of_pairs(const Scored& scored) {
  double right = 0;
  double pairs = 0;
  for (std::size_t i = 0; i < scored.scores.size(); ++i) {
    for (std::size_t j = 0; j < scored.scores.size(); ++j) {
      if (!scored.positive[i] || scored.positive[j]) continue;
      ++pairs;
      right += scored.scores[i] > scored.scores[j] ? 1 : 0;
      right += scored.scores[i] == scored.scores[j] ? 0.5 : 0;
    }
  }
  return right / pairs;
}

/// A ranking by logits.
Ranking ranking_of(const std::vector<std::vector<float>>& logits,
                   const std::vector<std::int64_t>& truths) {
  Ranking ranking;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    double sum = 0;
    for (const float logit : logits[i]) sum += std::exp(double{logit});
    ranking.add(logits[i].data(), std::ssize(logits[i]), std::log(sum), truths[i]);
  }
  return ranking;
}

class RocAreaOfSeed : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(RocAreaOfSeed, IsTheShareOfPairsInTheRightOrder) {
  base::Random random(GetParam());
  const std::size_t samples = 2 + random.below(60);
  for (const std::uint64_t different : {std::uint64_t{4}, std::uint64_t{100000}}) {
    const Scored scored = random_scores(random, samples, different);
    EXPECT_NEAR(roc_area(scored.scores, scored.positive).area, area_of_pairs(scored), 1e-12);
  }
}

TEST_P(RocAreaOfSeed, IsTurnedRoundWithTheScores) {
  base::Random random(GetParam());
  const Scored scored = random_scores(random, 40, 10);
  Scored turned = scored;
  for (float& score : turned.scores) score = -score;
  const RocArea area = roc_area(scored.scores, scored.positive);
  const RocArea other = roc_area(turned.scores, turned.positive);
  EXPECT_NEAR(other.area, 1 - area.area, 1e-12);
  EXPECT_NEAR(other.deviation, area.deviation, 1e-12);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RocAreaOfSeed, ::testing::Range<std::uint64_t>(0, 50));

TEST(RocArea, CountsATieHalf) {
  EXPECT_EQ(roc_area({0.5F, 0.5F}, {true, false}).area, 0.5);
  EXPECT_EQ(roc_area({0.5F, 0.5F, 0.1F}, {true, false, false}).area, 0.75);
}

TEST(RocArea, IsOneForPositivesAboveAllOthers) {
  const RocArea area = roc_area({0.1F, 0.9F, 0.8F, 0.2F}, {false, true, true, false});
  EXPECT_EQ(area.area, 1);
  EXPECT_GT(area.deviation, 0.1);  // two of each are few
  EXPECT_EQ(roc_area({0.1F, 0.9F}, {true, false}).area, 0);
}

TEST(RocArea, IsThatOfChanceWhereThereAreNotSamplesOfBoth) {
  EXPECT_EQ(roc_area({}, {}).area, 0.5);
  EXPECT_EQ(roc_area({0.1F, 0.7F}, {true, true}).area, 0.5);
  EXPECT_TRUE(std::isinf(roc_area({0.1F, 0.7F}, {false, false}).deviation));
}

TEST(RocArea, DeviatesAsDeLongSays) {
  for (const auto& example : golden("areas")) {
    const RocArea area = roc_area(example.at("scores").get<std::vector<float>>(),
                                  example.at("positive").get<std::vector<bool>>());
    EXPECT_NEAR(area.area, example.at("area").get<double>(), 1e-12);
    const double deviation = example.at("deviation");
    if (deviation == 0) {
      EXPECT_GT(area.deviation, 0);  // where DeLong's vanishes, few samples still leave a doubt
    } else {
      EXPECT_NEAR(area.deviation, deviation, 1e-12);
    }
  }
}

/// Of normal scores a deviation apart, whose area is known.
TEST(RocArea, LiesWithinTwoDeviationsOfTheTruthMostly) {
  const double truth = std::erfc(-1 / std::sqrt(2.0) / std::sqrt(2.0)) / 2;
  base::Random random(3);
  const auto normal = [&] {
    constexpr double kTwoPi = 6.283185307179586;
    return std::sqrt(-2 * std::log(1 - random.uniform())) * std::cos(kTwoPi * random.uniform());
  };
  int within = 0;
  for (int round = 0; round < 400; ++round) {
    Scored scored;
    for (int i = 0; i < 120; ++i) {
      scored.positive.push_back(i % 3 == 0);
      scored.scores.push_back(static_cast<float>(normal() + (i % 3 == 0 ? 1 : 0)));
    }
    const RocArea area = roc_area(scored.scores, scored.positive);
    within += std::abs(area.area - truth) < 1.96 * area.deviation;
  }
  EXPECT_GE(within, 400 * 91 / 100);
  EXPECT_LE(within, 400 * 98 / 100);
}

TEST(Ranking, FollowsDeLongOverClasses) {
  for (const auto& example : golden("rankings")) {
    const auto classes = example.at("classes").get<std::size_t>();
    const Ranking ranking = ranking_of(example.at("logits").get<std::vector<std::vector<float>>>(),
                                       example.at("truths").get<std::vector<std::int64_t>>());
    EXPECT_NEAR(ranking.auc(classes), example.at("auc").get<double>(), 1e-9) << classes;
    const Interval interval = ranking.interval(classes);
    EXPECT_NEAR(interval[0], example.at("interval")[0].get<double>(), 1e-9) << classes;
    EXPECT_NEAR(interval[1], example.at("interval")[1].get<double>(), 1e-9) << classes;
  }
}

TEST(Ranking, OfTwoClassesIsThatOfTheSecond) {
  const Ranking ranking = ranking_of({{0, 1}, {0, 2}, {0, 3}}, {0, 0, 1});
  EXPECT_EQ(ranking.auc(2), 1);
  EXPECT_EQ(ranking_of({{0, 1}, {0, 2}, {0, 3}}, {1, 0, 0}).auc(2), 0);
}

TEST(Ranking, OfManyClassesIsTheMeanOfEachAgainstTheOthers) {
  // Class 0 is told from both other samples, classes 1 and 2 from one of them each.
  const Ranking ranking = ranking_of({{9, 0, 0}, {0, 0, 1}, {0, 1, 0}}, {0, 1, 2});
  EXPECT_NEAR(ranking.auc(3), (1 + 0.5 + 0.5) / 3, 1e-12);
}

TEST(Ranking, PassesOverClassesThatNoSampleIsOf) {
  const std::vector<std::vector<float>> logits = {{1, 0, 0}, {2, 0, 0}, {0, 3, 0}, {0, 0.5F, 0}};
  EXPECT_EQ(ranking_of(logits, {0, 0, 1, 1}).auc(3), 1);
  EXPECT_EQ(ranking_of(logits, {2, 2, 2, 2}).auc(3), 0.5);
}

/// Probabilities that are all 0 in single precision.
TEST(Ranking, TellsVerySureAnswersApart) {
  EXPECT_EQ(ranking_of({{200, 0}, {210, 0}}, {1, 0}).auc(2), 1);
}

TEST(Ranking, OfNothingIsThatOfChance) {
  EXPECT_EQ(Ranking().auc(2), 0.5);
  EXPECT_THAT(Ranking().interval(2), ElementsAre(0, 1));
  EXPECT_THAT(Ranking().interval(3), ElementsAre(0, 1));
  EXPECT_NEAR(Ranking().auc(3), 0.5, 1e-12);
}

TEST(Ranking, KeepsItsIntervalWithinWhatAreasCanBe) {
  const Interval high = ranking_of({{0, 1}, {0, 2}, {0, 3}, {0, 2.5F}}, {0, 0, 1, 1}).interval(2);
  EXPECT_EQ(high[1], 1);
  const Interval wide = ranking_of({{0, 1}, {0, 2}, {0, 3}, {0, 1.5F}}, {0, 1, 0, 1}).interval(2);
  EXPECT_EQ(wide[0], 0);
  EXPECT_EQ(wide[1], 1);
}

/// As that of a share of as many trials as the rarer class has samples.
TEST(Ranking, HasAWideIntervalWhereDeLongsVanishes) {
  const Interval perfect =
      ranking_of({{0, 1}, {0, 2}, {0, 3}, {0, 4}, {0, 5}}, {0, 0, 0, 1, 1}).interval(2);
  EXPECT_NEAR(perfect[0], wilson_interval(2, 2)[0], 1e-9);
  EXPECT_EQ(perfect[1], 1);
  const Interval of_one = ranking_of({{0, 1}, {0, 2}, {0, 3}}, {0, 1, 0}).interval(2);
  EXPECT_LT(of_one[0], 0.2);
  EXPECT_GT(of_one[1], 0.8);
}

}  // namespace
}  // namespace maas::tasks
