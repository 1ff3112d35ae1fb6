#include "tasks/recommendation/recommendation.h"

#include <cmath>

#include <ATen/ops/arange.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/tensor.h>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "support/memory_pairs.h"
#include "support/support.h"
#include "tasks/recommendation/history.h"
#include "tensor/weights.h"

namespace maas::tasks {
namespace {

using test::MemoryPairs;
using ::testing::ElementsAre;

using Items = std::vector<std::int64_t>;
using Names = std::vector<std::string>;

/// Two users; ann has rated a and b, bob c.
const MemoryPairs& train() {
  static const MemoryPairs pairs({{"ann", "a", 5}, {"ann", "b", 2}, {"bob", "c", 4}});
  return pairs;
}

std::unique_ptr<Task> task_of(const Basis& basis, const RecommendationOptions& options = {}) {
  return make_recommendation(basis, options);
}

/// Scores each item by its number, whoever asks.
at::Tensor by_number(const tensor::Batch& batch) {
  return at::arange(4, at::kFloat).expand({batch.samples, 4});
}

tensor::Batch users(const Items& numbers) {
  return {.parts = {{tensor::part::kUsers, at::tensor(numbers)}},
          .samples = std::ssize(numbers),
          .weight = static_cast<double>(numbers.size())};
}

Names items_of(const tensor::HostTensors& answer) {
  return std::get<Names>(answer.at(0).data);
}

TEST(Recommendation, ScoresWhatIsLikedAboveWhatIsDrawn) {
  const auto task = task_of({.train = &train()}, {.negatives = 2});
  const at::Tensor scores = at::tensor(std::vector<float>{2, 1, 0, 0, 0, 0}).view({2, 3});
  const Step step = task->step([&](const tensor::Batch&) { return scores; }, users({1, 2}));
  const double first = (std::log1p(std::exp(-1.0)) + std::log1p(std::exp(-2.0))) / 2;
  EXPECT_NEAR(step.loss.item<double>(), first + std::log(2.0), 1e-6);
}

TEST(Recommendation, LeavesOutWhatAUserHasRated) {
  const auto task = task_of({.train = &train()}, {.relevant = 4, .top = 2});
  const auto answer = task->answers(task->run(by_number, users({1, 2, 0})));
  EXPECT_THAT(items_of(answer), ElementsAre("c", "", "b", "a", "c", "b"));
  EXPECT_THAT(std::get<std::vector<float>>(answer[1].data), ElementsAre(3, 0, 2, 1, 3, 2));
  EXPECT_EQ(answer[0].shape, (Items{3, 2}));
}

TEST(Recommendation, TellsAsManyItemsAsAreAskedFor) {
  const auto task = task_of({.train = &train()}, {.top = 3});
  const auto answer = task->answers(task->run(by_number, users({2})));
  const Prediction one = task->told("x", answer, 1);
  ASSERT_TRUE(one.items.has_value());
  ASSERT_EQ(one.items->size(), 1U);
  EXPECT_EQ(one.items->front().item, "b");
  EXPECT_EQ(task->told("x", answer, 9).items->size(), 2U);
}

TEST(Recommendation, CountsAsPopularWhatIsLiked) {
  const MemoryPairs pairs({{"ann", "a", 5}, {"bob", "a", 2}, {"eve", "a", 1}, {"bob", "b", 5}});
  const encoders::PairEncoder encoder({.train = &pairs}, encoders::Question::kUser);
  EXPECT_THAT(history_of({.train = &pairs}, encoder, 4).popularity, ElementsAre(0, 1, 1));
  EXPECT_THAT(history_of({.train = &pairs}, encoder, std::nullopt).popularity,
              ElementsAre(0, 3, 1));
}

/// A published task.
class PublishedRecommendation : public ::testing::Test {
 protected:
  PublishedRecommendation() {
    store::ModelWriter writer(files_.directory, /*force=*/false);
    task_of({.train = &train()}, {.relevant = 4, .negatives = 3, .top = 2})
        ->save(writer, files_.config);
    writer.publish({});
  }

  void write_history(const Items& offsets, const std::vector<std::int32_t>& items,
                     const Items& popularity) const {
    tensor::save_tensors(files_.directory / "history.safetensors",
                         {{"offsets", at::tensor(offsets)},
                          {"items", at::tensor(items)},
                          {"popularity", at::tensor(popularity)}});
  }

  maas::test::TemporaryDirectory directory_;
  store::ModelFiles files_{.directory = directory_ / "model", .config = {}, .manifest = {}};
};

TEST_F(PublishedRecommendation, KeepsItsOptionsAndWhatUsersHaveRated) {
  const auto again = task_of({.model = &files_});
  EXPECT_EQ(again->outputs()[0].shape, (Items{-1, 2}));
  EXPECT_THAT(items_of(again->answers(again->run(by_number, users({1})))), ElementsAre("c", ""));
}

TEST_F(PublishedRecommendation, AddsWhatItIsTrainedOnFurther) {
  const MemoryPairs more({{"ann", "c", 5}, {"eve", "a", 5}});
  const auto again = task_of({.train = &more, .model = &files_}, {.top = 1});
  EXPECT_THAT(items_of(again->answers(again->run(by_number, users({1, 2})))), ElementsAre("", "b"));
}

TEST_F(PublishedRecommendation, IsRefusedWhereItsHistoryIsMalformed) {
  const auto refused = [&](const std::string& part) {
    EXPECT_ERROR(task_of({.model = &files_}), kInvalidData, part);
  };
  write_history({0, 0, 2, 3}, {1, 2, 3}, {0, 1, 0, 1});
  task_of({.model = &files_});
  write_history({0, 0, 2}, {1, 2}, {0, 1, 0, 1});
  refused("history.safetensors: it does not list items in order for each of 2 users");
  write_history({0, 0, 2, 9}, {1, 2, 3}, {0, 1, 0, 1});
  refused("list items in order");
  write_history({0, 2, 1, 3}, {1, 2, 3}, {0, 1, 0, 1});
  refused("list items in order");
  write_history({0, 0, 2, 3}, {2, 1, 3}, {0, 1, 0, 1});
  refused("list items in order");
  write_history({0, 0, 2, 3}, {1, 2, 4}, {0, 1, 0, 1});
  refused("list items in order");
  write_history({0, 0, 2, 3}, {1, 2, 3}, {0, 1});
  refused("'popularity' is of 1 items, not 3");
  tensor::save_tensors(files_.directory / "history.safetensors", {{"offsets", at::ones({4})}});
  refused("'offsets' is no list of Long");
}

TEST_F(PublishedRecommendation, IsRefusedWithoutItsOptions) {
  files_.config.erase("recommendation");
  EXPECT_ERROR(task_of({.model = &files_}), kInvalidData, "there is no 'recommendation'");
}

}  // namespace
}  // namespace maas::tasks
