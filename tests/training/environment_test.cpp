#include "data/cartpole/cartpole.h"
#include "tasks/policy_optimization/policy_optimization.h"
#include "tasks/q_learning/q_learning.h"
#include "training/tiny.h"

namespace maas::training {
namespace {

constexpr std::int64_t kSteps = 40;

struct Way {
  const char* name;
  std::unique_ptr<tasks::Task> (*make)(const tasks::Basis& basis);
};

const Way kWays[] = {
    {"QLearning",
     [](const tasks::Basis& basis) {
       return tasks::make_q_learning(
           basis,
           {.environments = 2, .replay = 50, .warmup = 10, .epsilon_steps = 30, .target_every = 7});
     }},
    {"PolicyOptimization",
     [](const tasks::Basis& basis) {
       return tasks::make_policy_optimization(
           basis, {.environments = 3, .rollout = 5, .epochs = 2, .entropy_weight = 0.01});
     }},
};

/// A short training in an environment, made from a seed alone.
class Practice {
 public:
  Practice(const Way& way, const std::filesystem::path& directory, std::int64_t seed = 3)
      : recorder(directory),
        train(data::make_cartpole("train", {{.episodes = 5}})->open()),
        valid(data::make_cartpole("valid", {{.episodes = 3}})->open()),
        task(way.make({.train = train.get()})) {
    at::set_num_threads(1);
    recipe.seed = seed;
    recipe.model.network = {"mlp", AnyOptions::of(models::MlpOptions{.hidden = {8}})};
    recipe.data.loader = {.global_batch = 4, .micro_batch = 3, .workers = 0};
    recipe.optim.optimizer = {"adam", {}};
    recipe.train.until = {kSteps, Span::Unit::kStep};
    recipe.checkpoint.every = {1, Span::Unit::kStep};
    recipe.eval.every = {9, Span::Unit::kStep};
    recipe.log.every = {3, Span::Unit::kStep};
    network = made();
    nn::initialize(*network, recipe.model.init, static_cast<std::uint64_t>(seed));
  }

  std::shared_ptr<models::Network> made() const {
    return models::factories().make(recipe.model.network, task->problem());
  }

  Loop& loop() {
    if (!loop_) {
      loop_ = std::make_unique<Loop>(LoopParts{.network = *network,
                                               .task = *task,
                                               .recipe = recipe,
                                               .plan = plan_of(recipe, train->size()),
                                               .train = task->source(train, tasks::Use::kTrain),
                                               .valid = task->source(valid, tasks::Use::kJudge),
                                               .hooks = {},
                                               .twin = [this] { return made(); }},
                                     recorder, progress);
    }
    return *loop_;
  }

  Recipe recipe;
  MemoryRecorder recorder;
  ScriptedProgress progress;
  std::shared_ptr<const data::Dataset> train;
  std::shared_ptr<const data::Dataset> valid;
  std::unique_ptr<tasks::Task> task;
  std::shared_ptr<models::Network> network;

 private:
  std::unique_ptr<Loop> loop_;
};

class InAnEnvironment : public ::testing::TestWithParam<Way> {
 protected:
  test::TemporaryDirectory directory_;
};

TEST_P(InAnEnvironment, TheSameSeedGivesTheSameBytes) {
  Practice first(GetParam(), directory_ / "first");
  Practice second(GetParam(), directory_ / "second");
  Practice other(GetParam(), directory_ / "other", 4);
  for (Practice* const each : {&first, &second, &other}) each->loop().run();
  EXPECT_TRUE(same(first.loop().result(), second.loop().result()));
  EXPECT_EQ(first.recorder.lines, second.recorder.lines);
  EXPECT_FALSE(same(first.loop().result(), other.loop().result()));
}

TEST_P(InAnEnvironment, TheReturnIsRecorded) {
  Practice practice(GetParam(), directory_.path());
  practice.loop().run();
  const auto& lines = practice.recorder.lines;
  EXPECT_TRUE(std::ranges::any_of(
      lines, [](const auto& line) { return line.metric == "train.return" && line.value > 5; }));
  EXPECT_TRUE(std::ranges::any_of(
      lines, [](const auto& line) { return line.metric == "valid.return" && line.value > 5; }));
}

TEST_P(InAnEnvironment, ResumingAtAnyStepEndsInTheSameBytes) {
  Practice whole(GetParam(), directory_ / "whole");
  whole.loop().run();
  for (const int stop : {0, 1, 5, 8, 9, 20, 33}) {
    SCOPED_TRACE(stop);
    Practice first(GetParam(), directory_ / "parts");
    first.progress.stop_at = stop;
    EXPECT_ERROR(first.loop().run(), kInterrupted, "the state is saved");
    Practice second(GetParam(), directory_ / "parts");
    second.loop().restore(second.recorder.checkpoint(first.loop().state().step));
    second.recorder.lines = first.recorder.lines;
    second.recorder.lines.resize(static_cast<std::size_t>(second.loop().state().metrics_bytes));
    second.loop().run();
    EXPECT_TRUE(same(second.loop().result(), whole.loop().result()));
    EXPECT_EQ(second.recorder.lines, whole.recorder.lines);
    EXPECT_TRUE(same(second.loop().result(), whole.loop().result()));
  }
}

TEST_P(InAnEnvironment, BatchesHaveTheirMicroBatches) {
  Practice practice(GetParam(), directory_.path());
  const auto feed =
      feed_of(LoopParts{.network = *practice.network,
                        .task = *practice.task,
                        .recipe = practice.recipe,
                        .plan = plan_of(practice.recipe, practice.train->size()),
                        .train = practice.task->source(practice.train, tasks::Use::kTrain),
                        .valid = nullptr,
                        .hooks = {},
                        .twin = [&] { return practice.made(); }},
              {.batch = 4, .micro_batch = 3, .shuffle = 1});
  feed->start(0);
  const tensor::MicroBatches batches = feed->next();
  ASSERT_EQ(batches.size(), 2U);
  EXPECT_EQ(batches[0].samples, 3);
  EXPECT_EQ(batches[1].samples, 1);
  EXPECT_EQ(batches[0].parts.front().first, practice.task->encoder().part());
}

TEST(PolicyFeed, RefusesBatchesThatARolloutDoesNotFill) {
  const test::TemporaryDirectory directory;
  Practice practice(kWays[1], directory.path());
  practice.recipe.data.loader.global_batch = 16;
  EXPECT_ERROR(practice.loop(), kInvalidRecipe,
               "data.loader.global_batch: 5 steps of 3 environments do not fill a batch of 16");
}

INSTANTIATE_TEST_SUITE_P(Each, InAnEnvironment, ::testing::ValuesIn(kWays),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace maas::training
