#include "tasks/rating_prediction/rating_prediction.h"

#include <ATen/ops/tensor.h>
#include <nlohmann/json.hpp>

#include "support/memory_pairs.h"
#include "support/refusal.h"

namespace maas::tasks {
namespace {

using test::MemoryPairs;

/// Ratings of a mean of 3 and a deviation of 2.
const MemoryPairs& ratings() {
  static const MemoryPairs pairs(
      {{"ann", "Emma", 5}, {"bob", "Emma", 1}, {"ann", "Ulysses", 1}, {"bob", "Ulysses", 5}});
  return pairs;
}

std::unique_ptr<Task> task_of(const data::Dataset& train) {
  return make_rating_prediction({.train = &train}, {});
}

TEST(RatingPrediction, LooksUsersAndItemsUp) {
  const tensor::Problem problem = task_of(ratings())->problem();
  EXPECT_EQ(problem.vocabulary, 3);
  EXPECT_EQ(problem.items, 3);
  EXPECT_EQ(problem.outputs, 1);
}

TEST(RatingPrediction, AnswersInTheUnitOfTheRatings) {
  const auto task = task_of(ratings());
  const auto answer = task->answers(at::tensor({0.0F, 1.0F, -0.5F}).view({3, 1}));
  ASSERT_EQ(answer.size(), 1U);
  EXPECT_EQ(answer[0].name, "rating");
  EXPECT_EQ(std::get<std::vector<float>>(answer[0].data), (std::vector<float>{3, 5, 2}));
  EXPECT_EQ(*task->told("x:1", task->answers(at::tensor({1.0F}).view({1, 1})), 1).value, 5);
}

TEST(RatingPrediction, LearnsTheSquaredErrorInDeviations) {
  const auto task = task_of(ratings());
  const auto set = std::make_shared<MemoryPairs>(ratings());
  const auto source = task->source(set, Use::kTrain);
  const std::vector<std::int64_t> samples = {0, 1};
  const tensor::Batch batch = source->blank(samples);
  base::Random random(1);
  for (const std::int64_t row : samples) source->read(samples, row, random, batch);
  const Step step = task->step(
      [](const tensor::Batch&) {
        return at::tensor({0.0F, -1.0F}).view({2, 1});
      },
      batch);
  EXPECT_NEAR(step.loss.item<double>(), 1, 1e-6);
}

TEST(RatingPrediction, RefusesRatingsThatAreNone) {
  const MemoryPairs choices({{"ann", "Emma"}, {"bob", "Ulysses"}}, /*has_ratings=*/false);
  EXPECT_ERROR(task_of(choices), kInvalidRecipe, "there are no ratings to be predicted");
  const MemoryPairs alike({{"ann", "Emma", 3}, {"bob", "Ulysses", 3}});
  EXPECT_ERROR(task_of(alike), kInvalidRecipe, "'rating' is 3 in all 2 training rows");
}

}  // namespace
}  // namespace maas::tasks
