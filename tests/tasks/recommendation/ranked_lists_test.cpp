#include "tasks/recommendation/ranked_lists.h"

#include <cmath>
#include <limits>

#include <ATen/ops/tensor.h>

#include "support/support.h"
#include "tasks/pairing.h"
#include "tasks/recommendation/sources.h"

namespace maas::tasks {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr float kLeftOut = -std::numeric_limits<float>::infinity();

using Items = std::vector<std::int64_t>;

double ndcg_of(const Items& list, const Items& relevant, std::size_t count = 10) {
  return ndcg(list, relevant, count);
}

TEST(BestItems, AreThoseOfTheHighestScores) {
  const std::vector<float> scores = {99, 0.5F, 3, -1, 2};
  EXPECT_THAT(best_items(scores, 2), ElementsAre(2, 4));
  EXPECT_THAT(best_items(scores, 10), ElementsAre(2, 4, 1, 3));
}

TEST(BestItems, AreTheEarlierOnesAmongEquals) {
  const std::vector<float> scores = {0, 1, 1, 1};
  EXPECT_THAT(best_items(scores, 2), ElementsAre(1, 2));
}

TEST(BestItems, LeaveOutWhatNeedNotBeRecommended) {
  const std::vector<float> scores = {0, 3, kLeftOut, 1};
  EXPECT_THAT(best_items(scores, 3), ElementsAre(1, 3));
  EXPECT_THAT(best_items(std::vector<float>{0, kLeftOut}, 3), IsEmpty());
}

TEST(Ndcg, IsOneOfAListThatHasAllThatItCan) {
  EXPECT_EQ(ndcg_of({4, 2}, {2, 4}), 1);
  EXPECT_EQ(ndcg_of({4, 2}, {2, 4, 6}, 2), 1);
}

TEST(Ndcg, CountsAHitTheLessTheLaterItComes) {
  EXPECT_NEAR(ndcg_of({9, 4, 8}, {4}), 1 / std::log2(3), 1e-12);
  EXPECT_NEAR(ndcg_of({4, 9, 2}, {2, 4, 6}), (1 + 0.5) / (1 + 1 / std::log2(3) + 0.5), 1e-12);
  EXPECT_EQ(ndcg_of({9, 8}, {4}), 0);
  EXPECT_EQ(ndcg_of({}, {4}), 0);
}

/// Two users and four items, of which most like the third, then the first.
class JudgedLists : public ::testing::Test {
 protected:
  std::unique_ptr<Evaluation> judged(const at::Tensor& scores, const at::Tensor& relevant) const {
    auto evaluation = list_evaluation(popularity_, users_, items_);
    const std::int64_t rows = scores.size(0);
    evaluation->add(scores,
                    {.parts = {{tensor::part::kUsers, at::tensor(Items{1, 2}).slice(0, 0, rows)},
                               {kRelevant, relevant},
                               {kSample, at::tensor(Items{0, 40}).slice(0, 0, rows)}},
                     .samples = rows,
                     .weight = static_cast<double>(rows)});
    return evaluation;
  }

  std::vector<std::int64_t> popularity_ = {0, 5, 1, 9, 1};
  encoders::Names users_{{"ann", "bob"}};
  encoders::Names items_{{"a", "b", "c", "d"}};
};

TEST_F(JudgedLists, AreMeasuredAsMeansOverUsers) {
  const at::Tensor scores = at::tensor(std::vector<float>{0, 1, 2, 3, 4, 0, 4, 3, 2, 1});
  // ann likes d, her first; bob likes d, his last, and one that is unknown.
  const auto relevant = at::tensor(Items{4, -1, 4, 0}).view({2, 2});
  const Findings found = judged(scores.view({2, 5}), relevant)->finish();
  const double best_of_two = 1 + 1 / std::log2(3);
  const double of_bob = 1 / std::log2(5) / best_of_two;
  EXPECT_NEAR(found.metrics.at("ndcg@10"), (1 + of_bob) / 2, 1e-12);
  EXPECT_NEAR(found.metrics.at("recall@10"), 0.75, 1e-12);
  // The most popular are c, a, b, d: b is as popular as d, and earlier.
  EXPECT_NEAR(found.metrics.at("popularity_ndcg@10"),
              (1 / std::log2(5) + 1 / std::log2(5) / best_of_two) / 2, 1e-12);
  EXPECT_EQ(found.compared, "ndcg@10");
  EXPECT_THAT(found.per_sample, ElementsAre(1, static_cast<float>(of_bob)));
}

TEST_F(JudgedLists, TellOfUsersWhoAreServedWorst) {
  const at::Tensor scores = at::tensor(std::vector<float>{0, 1, 2, 3, 4, 0, 4, 3, 2, 1});
  const auto relevant = at::tensor(Items{4, -1, 4, 0}).view({2, 2});
  const auto mistakes = judged(scores.view({2, 5}), relevant)->finish().mistakes;
  ASSERT_EQ(mistakes.size(), 2U);
  EXPECT_EQ(mistakes[0].sample, 40);
  EXPECT_EQ(mistakes[0].facts[0].second, "bob");
  EXPECT_EQ(mistakes[0].facts[1].second, "a, b, c, d");
  EXPECT_EQ(mistakes[0].facts[2].second, "d, unknown");
}

TEST_F(JudgedLists, LeaveOutForPopularityWhatTheyLeaveOut) {
  const at::Tensor scores = at::tensor(std::vector<float>{kLeftOut, 1, 2, kLeftOut, 0});
  const Findings found = judged(scores.view({1, 5}), at::tensor(Items{1}).view({1, 1}))->finish();
  EXPECT_NEAR(found.metrics.at("popularity_ndcg@10"), 1, 1e-12);
  EXPECT_NEAR(found.metrics.at("ndcg@10"), 1 / std::log2(3), 1e-12);
}

TEST_F(JudgedLists, AreNotMadeOfScoresThatAreNotFinite) {
  const at::Tensor relevant = at::tensor(Items{1}).view({1, 1});
  for (const float odd : {std::numeric_limits<float>::quiet_NaN(), -kLeftOut}) {
    const at::Tensor scores = at::tensor(std::vector<float>{kLeftOut, 1, odd, 2, 0}).view({1, 5});
    EXPECT_ERROR(judged(scores, relevant), kFailed, "not finite");
  }
}

}  // namespace
}  // namespace maas::tasks
