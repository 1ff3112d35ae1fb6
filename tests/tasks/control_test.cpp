#include "tasks/control.h"

#include <array>
#include <cmath>
#include <set>

#include <ATen/ops/ones.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include "data/cartpole/cartpole.h"
#include "support/support.h"
#include "tasks/actors.h"
#include "tasks/policy_optimization/feed.h"
#include "tasks/policy_optimization/loss.h"
#include "tasks/policy_optimization/policy_optimization.h"
#include "tasks/q_learning/feed.h"
#include "tasks/q_learning/q_learning.h"

namespace maas::tasks {
namespace {

using ::testing::ElementsAre;

std::shared_ptr<const data::Dataset> episodes(std::int64_t count) {
  return data::make_cartpole("test", {{.episodes = count}})->open();
}

std::vector<float> numbers(const at::Tensor& tensor) {
  const at::Tensor flat = tensor.to(at::kFloat).contiguous();
  return {flat.const_data_ptr<float>(), flat.const_data_ptr<float>() + flat.numel()};
}

tensor::Batch batch_of(const Task& task, const std::shared_ptr<const data::Dataset>& set) {
  std::vector<std::int64_t> samples;
  for (std::int64_t i = 0; i < set->size(); ++i) samples.push_back(i);
  const auto source = task.source(set, Use::kJudge);
  tensor::Batch batch = source->blank(samples);
  base::Random random(1);
  for (const std::int64_t row : samples) source->read(samples, row, random, batch);
  return batch;
}

/// Pushes to where the pole leans and turns.
at::Tensor balancing(const tensor::Batch& batch) {
  const at::Tensor& seen = batch.parts.front().second;
  const at::Tensor right = seen.select(1, 2) + 0.5 * seen.select(1, 3) + 0.02 * seen.select(1, 0) +
                           0.05 * seen.select(1, 1);
  return at::stack({-right, right, at::zeros_like(right)}, 1);
}

TEST(Playing, GivesReturnsAndLengthsOfWholeEpisodes) {
  const auto set = episodes(7);
  const auto task = make_policy_optimization({.train = set.get()}, {});
  const tensor::Batch batch = batch_of(*task, set);
  const at::Tensor good = task->run(balancing, batch);
  EXPECT_EQ(good.sizes(), (std::vector<std::int64_t>{7, 2}));
  EXPECT_EQ(good.min().item<float>(), 500);
  const at::Tensor bad = task->run(
      [](const tensor::Batch& seen) {
        return at::ones({seen.samples, 3});
      },
      batch);
  EXPECT_LT(bad.max().item<float>(), 12);
  EXPECT_GT(bad.min().item<float>(), 6);
}

TEST(Playing, DoesNotDependOnWhichEpisodesAreInABatch) {
  const auto set = episodes(5);
  const auto task = make_q_learning({.train = set.get()}, {});
  const auto leaning = [](const tensor::Batch& batch) {
    const at::Tensor angle = batch.parts.front().second.select(1, 2);
    return at::stack({-angle, angle}, 1);
  };
  const at::Tensor together = task->run(leaning, batch_of(*task, set));
  for (std::int64_t i = 0; i < 5; ++i) {
    const at::Tensor alone = task->run(leaning, batch_of(*task, data::choose(set, {i})));
    EXPECT_TRUE(alone[0].equal(together[i])) << i;
  }
}

TEST(Playing, SumsUpInMetrics) {
  const auto set = episodes(2);
  const auto task = make_q_learning({.train = set.get()}, {});
  const auto evaluation = task->evaluation();
  evaluation->add(at::tensor({10.0F, 10.0F, 30.0F, 30.0F}).view({2, 2}), {});
  const Findings found = evaluation->finish();
  EXPECT_EQ(found.metrics.at("return"), 20);
  EXPECT_EQ(found.metrics.at("return_min"), 10);
  EXPECT_EQ(found.metrics.at("return_max"), 30);
  EXPECT_EQ(found.metrics.at("length"), 20);
  EXPECT_EQ(found.mistakes.front().sample, 0);
}

TEST(Replying, RunsTheNetworkOnWhatIsSeen) {
  const auto set = episodes(2);
  const auto task = make_q_learning({.train = set.get()}, {});
  const at::Tensor outputs = at::tensor({1.0F, 2.0F, 5.0F, 3.0F}).view({2, 2});
  const auto forward = [&](const tensor::Batch&) { return outputs; };
  const tensor::HostTensors answer =
      task->answers(task->reply(forward, tensor::batch_of(at::zeros({2, 4}))));
  EXPECT_THAT(std::get<std::vector<std::int64_t>>(answer[0].data), ElementsAre(1, 0));
  EXPECT_THAT(std::get<std::vector<float>>(answer[1].data), ElementsAre(1, 2, 5, 3));
  const Prediction told = task->told("x", answer, 1);
  EXPECT_EQ(told.label, "right");
  EXPECT_EQ(told.value, 2);
}

TEST(Replying, GivesProbabilitiesOfAPolicyWithoutItsValue) {
  const auto set = episodes(2);
  const auto task = make_policy_optimization({.train = set.get()}, {});
  const auto answer = task->answers(at::tensor({0.0F, 0.0F, 9.0F}).view({1, 3}));
  EXPECT_THAT(std::get<std::vector<float>>(answer[1].data), ElementsAre(0.5F, 0.5F));
  EXPECT_THAT(task->labels("probabilities"), ElementsAre("left", "right"));
}

TEST(TdTargets, AddTheDiscountedValueOfTheBestNextAction) {
  const Replay::Sample steps{.seen = {},
                             .action = {},
                             .reward = at::tensor({1.0F, 1.0F, 2.0F}),
                             .next = {},
                             .terminated = at::tensor({0.0F, 1.0F, 0.0F})};
  const at::Tensor next = at::tensor({3.0F, 5.0F, 3.0F, 5.0F, 8.0F, 2.0F}).view({3, 2});
  EXPECT_THAT(numbers(td_targets(steps, next, next, 0.5)), ElementsAre(3.5F, 1, 6));
}

TEST(TdTargets, TakeTheActionThatTheOtherNetworkChooses) {
  const Replay::Sample steps{.seen = {},
                             .action = {},
                             .reward = at::tensor({1.0F}),
                             .next = {},
                             .terminated = at::tensor({0.0F})};
  const at::Tensor next = at::tensor({3.0F, 5.0F}).view({1, 2});
  const at::Tensor choosing = at::tensor({7.0F, 6.0F}).view({1, 2});
  EXPECT_THAT(numbers(td_targets(steps, next, choosing, 0.5)), ElementsAre(2.5F));
}

TEST(QLearning, LosesByHubersDistanceOfTheTakenActionsAlone) {
  const auto set = episodes(2);
  const auto task = make_q_learning({.train = set.get()}, {});
  const at::Tensor values = at::tensor({1.0F, 9.0F, 9.0F, 4.0F}).view({2, 2}).requires_grad_();
  const tensor::Batch batch{.parts = {{tensor::part::kObservation, at::zeros({2, 4})},
                                      {tensor::part::kAction, at::tensor({0, 1}, at::kLong)},
                                      {tensor::part::kTarget, at::tensor({1.5F, 1.0F})}},
                            .samples = 2,
                            .weight = 2};
  const Step step = task->step([&](const tensor::Batch&) { return values; }, batch);
  EXPECT_FLOAT_EQ(step.loss.item<float>(), 0.125F + 2.5F);
  step.loss.backward();
  EXPECT_THAT(numbers(values.grad()), ElementsAre(-0.5F, 0, 0, 1));
}

TEST(Replay, KeepsTheLastSteps) {
  Replay replay(3, 2);
  const auto entry = [](float number) {
    return Replay::Entry{.seen = at::tensor({number, number}),
                         .action = static_cast<std::int64_t>(number),
                         .reward = number,
                         .next = at::tensor({number + 1, number + 1}),
                         .terminated = number == 4};
  };
  for (float number = 0; number < 2; ++number) replay.add(entry(number));
  EXPECT_EQ(replay.size(), 2);
  for (float number = 2; number < 5; ++number) replay.add(entry(number));
  EXPECT_EQ(replay.size(), 3);
  base::Random random(1);
  const Replay::Sample drawn = replay.sample(200, random);
  EXPECT_EQ(drawn.action.min().item<std::int64_t>(), 2);
  EXPECT_EQ(drawn.action.max().item<std::int64_t>(), 4);
  EXPECT_TRUE(drawn.reward.equal(drawn.action.to(at::kFloat)));
  EXPECT_TRUE(drawn.next.select(1, 1).equal(drawn.reward + 1));
  EXPECT_TRUE(drawn.terminated.equal(drawn.action.eq(4).to(at::kFloat)));
}

TEST(Advantages, LookAheadToTheEndOfTheEpisode) {
  const at::Tensor rewards = at::tensor({1.0F, 1.0F, 1.0F}).view({3, 1});
  const at::Tensor values = at::tensor({2.0F, 4.0F, 6.0F, 8.0F}).view({4, 1});
  const at::Tensor over = at::tensor({0.0F, 1.0F, 0.0F}).view({3, 1});
  // By hand: the last is 1 + 8 / 2 - 6 = -1; the second ends: 1 - 4 = -3; the first
  // 1 + 4 / 2 - 2 = 1, and a quarter of -3.
  EXPECT_THAT(numbers(advantages_of(rewards, values, over, 0.5, 0.5)), ElementsAre(0.25F, -3, -1));
  EXPECT_THAT(numbers(advantages_of(rewards, values, over, 0.5, 0)), ElementsAre(1, -3, -1));
}

/// The gradient of the surrogate by the logarithm of a probability that has grown by `ratio`.
float gradient_at(double ratio, float advantage) {
  const at::Tensor log = at::tensor({static_cast<float>(std::log(ratio))}).requires_grad_();
  clipped_surrogate(log, at::zeros({1}), at::tensor({advantage}), 0.2).sum().backward();
  return log.grad().item<float>();
}

TEST(ClippedSurrogate, HasNoGradientWhereAnActionHasMovedFarEnough) {
  EXPECT_NEAR(gradient_at(1.1, 2), 2.2, 1e-5);
  EXPECT_EQ(gradient_at(1.3, 2), 0);
  EXPECT_NEAR(gradient_at(0.7, 2), 1.4, 1e-5);
  EXPECT_EQ(gradient_at(0.7, -2), 0);
  EXPECT_NEAR(gradient_at(1.3, -2), -2.6, 1e-5);
}

TEST(PolicyLoss, AddsUpSurrogateValueAndEntropy) {
  const tensor::Batch batch{.parts = {{tensor::part::kObservation, at::zeros({1, 4})},
                                      {tensor::part::kAction, at::tensor({1}, at::kLong)},
                                      {kLogProbability, at::tensor({std::log(0.5F)})},
                                      {kAdvantage, at::tensor({3.0F})},
                                      {tensor::part::kTarget, at::tensor({5.0F})}},
                            .samples = 1,
                            .weight = 1};
  const at::Tensor outputs = at::tensor({0.0F, 0.0F, 3.0F}).view({1, 3});
  const double loss =
      policy_loss(outputs, batch, {.value_weight = 0.5, .entropy_weight = 0.1}).item<double>();
  EXPECT_NEAR(loss, 0.5 * 4 - 3 - 0.1 * std::log(2.0), 1e-6);
}

class Acting : public ::testing::Test {
 protected:
  Actors actors(std::int64_t count) const {
    const auto task = make_q_learning({.train = set_.get()}, {});
    return {data::cartpole_world(), task->source(set_, Use::kTrain), count, 7};
  }

  std::shared_ptr<const data::Dataset> set_ = episodes(3);
};

TEST_F(Acting, BeginsEachEpisodeOnceInEachRound) {
  Actors two = actors(3);
  two.begin();
  at::Tensor seen = two.observations();
  std::set<float> first;
  for (std::int64_t i = 0; i < 3; ++i) first.insert(seen[i][0].item<float>());
  std::set<float> all;
  for (std::int64_t i = 0; i < 3; ++i) {
    const auto simulation = data::cartpole_world().simulation();
    simulation->reset(data::as<data::Environment>(*set_).seed(i));
    std::array<float, 4> numbers{};
    simulation->observe(numbers);
    all.insert(numbers[0]);
  }
  EXPECT_EQ(first, all);
}

TEST_F(Acting, TellsTheMeanReturnOfEpisodesThatWereOver) {
  Actors one = actors(1);
  one.begin();
  EXPECT_FALSE(one.mean_return());
  int steps = 1;
  while (!one.step(0, 1).outcome.is_over()) ++steps;
  EXPECT_EQ(one.mean_return(), steps);
}

TEST_F(Acting, GoesOnFromItsTensors) {
  Actors first = actors(2);
  first.begin();
  for (int step = 0; step < 30; ++step) first.step(step % 2, step % 3 == 0);
  Actors second = actors(2);
  tensor::copy_values(first.state(), second.state());
  second.go_on();
  for (int step = 0; step < 30; ++step) {
    first.step(step % 2, 1);
    second.step(step % 2, 1);
    EXPECT_TRUE(first.observations().equal(second.observations()));
  }
  EXPECT_EQ(first.mean_return(), second.mean_return());
}

}  // namespace
}  // namespace maas::tasks
