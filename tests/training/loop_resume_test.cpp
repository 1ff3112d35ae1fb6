#include <functional>

#include "models/resnet/card.h"
#include "tensor/network_state.h"
#include "training/optimizers/adamw/card.h"
#include "training/optimizers/rmsprop/card.h"
#include "training/optimizers/sgd/card.h"
#include "training/tiny.h"

namespace maas::training {
namespace {

struct Variant {
  const char* name;
  std::function<void(Recipe&)> change;
};

const Variant kVariants[] = {
    {"Adam", [](Recipe&) {}},
    {"MomentumClipped",
     [](Recipe& recipe) {
       recipe.optim.optimizer = {
           "sgd", AnyOptions::of(optimizers::SgdOptions{{.momentum = 0.9, .nesterov = true}})};
       recipe.optim.clip_norm = 0.3;
     }},
    {"AdamwAveragedCosine",
     [](Recipe& recipe) {
       recipe.optim.optimizer = {"adamw", {}};
       recipe.train.ema = 0.8;
       recipe.schedule = {.schedule = {"cosine", {}}, .warmup = {5, Span::Unit::kStep}};
     }},
    {"RmspropWithABest",
     [](Recipe& recipe) {
       recipe.optim.optimizer = {"rmsprop",
                                 AnyOptions::of(optimizers::RmspropOptions{.momentum = 0.5})};
       recipe.checkpoint.best = "valid.loss";
     }},
    {"GradientDescent",
     [](Recipe& recipe) {
       recipe.optim.optimizer = {"gd", {}};
     }},
    {"BatchNormAveragedWithABest",
     [](Recipe& recipe) {
       recipe.model.network = {"resnet",
                               AnyOptions::of(models::ResnetOptions{
                                   .embedding_size = 3, .hidden_sizes = {3, 4}, .depths = {1, 1}})};
       recipe.train.ema = 0.8;
       recipe.checkpoint.best = "valid.loss";
     }},
    {"BatchNormPartlyFrozen",
     [](Recipe& recipe) {
       recipe.model.network = {"resnet",
                               AnyOptions::of(models::ResnetOptions{
                                   .embedding_size = 3, .hidden_sizes = {3, 4}, .depths = {1, 1}})};
       recipe.model.freeze = "resnet.em*";
       recipe.optim.optimizer = {"adamw", {}};
     }},
    {"Bfloat16", [](Recipe& recipe) { recipe.train.precision = "bf16-mixed"; }},
};

class Resuming : public ::testing::TestWithParam<Variant> {
 protected:
  Recipe recipe() const {
    Recipe recipe = tiny_recipe();
    GetParam().change(recipe);
    return recipe;
  }

  /// @returns false if a signal has ended it with its state saved
  static bool runs_to_the_end(Loop& loop) {
    try {
      loop.run();
      return true;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kInterrupted) << error.what();
      return false;
    }
  }

  test::TemporaryDirectory directory_;
};

TEST_P(Resuming, FromAnyMomentEndsInTheBytesOfATrainingThatNeverStopped) {
  TinyTraining whole(recipe(), directory_ / "whole");
  whole.loop().run();
  const std::int64_t steps = whole.loop().state().step;
  int within_validations = 0;
  for (int stop = 0;; ++stop) {
    SCOPED_TRACE(stop);
    TinyTraining first(recipe(), directory_ / "parts");
    first.progress.stop_at = stop;
    if (runs_to_the_end(first.loop())) break;
    within_validations += first.loop().state().validation_due;

    TinyTraining second(recipe(), directory_ / "parts");
    second.loop().restore(second.recorder.checkpoint(first.loop().state().step));
    second.recorder.lines = first.recorder.lines;
    second.recorder.lines.resize(static_cast<std::size_t>(second.loop().state().metrics_bytes));
    second.loop().run();

    ASSERT_EQ(second.loop().state().step, steps);
    EXPECT_TRUE(same(second.loop().result(), whole.loop().result()));
    EXPECT_TRUE(
        same(tensor::state_of(*second.network).all(), tensor::state_of(*whole.network).all()));
    EXPECT_EQ(second.recorder.lines, whole.recorder.lines);
    EXPECT_EQ(second.loop().state().metrics, whole.loop().state().metrics);
  }
  EXPECT_GT(within_validations, 0);
}

INSTANTIATE_TEST_SUITE_P(Each, Resuming, ::testing::ValuesIn(kVariants),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Restoring, FromTheCheckpointOfAnotherNetworkIsRefused) {
  const test::TemporaryDirectory directory;
  TinyTraining small(tiny_recipe(), directory.path());
  small.loop().run();
  Recipe wider = tiny_recipe();
  wider.model.network.options = AnyOptions::of(models::MlpOptions{.hidden = {9}});
  TinyTraining large(wider, directory.path());
  EXPECT_ERROR(large.loop().restore(large.recorder.checkpoint(18)), kInvalidData,
               "the network takes [9, 30]");
}

TEST(Restoring, WithinAValidationDoesItAgainEvenIfItIsStoppedAgain) {
  const test::TemporaryDirectory directory;
  TinyTraining first(tiny_recipe(), directory.path());
  first.progress.stop_at = 4;
  EXPECT_ERROR(first.loop().run(), kInterrupted, "after step 4");
  TinyTraining second(tiny_recipe(), directory.path());
  second.loop().restore(second.recorder.checkpoint(4));
  second.progress.stop_at = 0;
  EXPECT_ERROR(second.loop().run(), kInterrupted, "after step 4");
  TinyTraining last(tiny_recipe(), directory.path());
  last.loop().restore(last.recorder.checkpoint(4));
  last.loop().run();
  EXPECT_EQ(last.recorder.lines.front().metric, "valid.acc");
  EXPECT_EQ(last.recorder.lines.front().step, 4);
}

TEST(Restoring, AFinishedTrainingLeavesNothingToDo) {
  const test::TemporaryDirectory directory;
  TinyTraining first(tiny_recipe(), directory.path());
  first.loop().run();
  TinyTraining again(tiny_recipe(), directory.path());
  again.loop().restore(again.recorder.checkpoint(18));
  again.loop().run();
  EXPECT_EQ(again.loop().steps_run(), 0);
  EXPECT_THAT(again.recorder.steps_saved, ::testing::IsEmpty());
  EXPECT_TRUE(same(again.loop().result(), first.loop().result()));
}

/// Keeps the warnings.
class Warnings final : public Progress {
 public:
  void log(LogLevel level, std::string_view text) override {
    if (level == LogLevel::kWarning) texts.emplace_back(text);
  }
  void update(const ProgressUpdate&) override {}
  StopRequest stop_requested() const override { return StopRequest::kNone; }
  bool take_save_request() override { return false; }

  std::vector<std::string> texts;
};

/// What is warned of when a cosine training of 3 epochs goes on after its last step.
std::vector<std::string> warnings_when_lengthened_to(double epochs) {
  const test::TemporaryDirectory directory;
  Recipe recipe = tiny_recipe();
  recipe.schedule = {.schedule = {"cosine", {}}};
  TinyTraining first(recipe, directory.path());
  first.loop().run();
  recipe.train.until = {epochs, Span::Unit::kEpoch};
  TinyTraining second(recipe, directory.path());
  Warnings warnings;
  Loop loop({.network = *second.network,
             .task = *second.task,
             .recipe = second.recipe,
             .plan = plan_of(second.recipe, second.train->size()),
             .train = test::labelled_pictures(second.train, {})},
            second.recorder, warnings);
  loop.restore(second.recorder.checkpoint(epochs == 3 ? 9 : 18));
  return warnings.texts;
}

TEST(RestoredLoop, WarnsWhereALongerScheduleMakesTheRateJump) {
  EXPECT_THAT(warnings_when_lengthened_to(30),
              ::testing::ElementsAre(::testing::MatchesRegex(
                  "the learning rate was .* at step 18, and is 0.000976 from step 19 on: the "
                  "schedule is not what it was")));
}

TEST(RestoredLoop, IsSilentWhereTheScheduleIsTheSame) {
  EXPECT_THAT(warnings_when_lengthened_to(3), ::testing::IsEmpty());
}

}  // namespace
}  // namespace maas::training
