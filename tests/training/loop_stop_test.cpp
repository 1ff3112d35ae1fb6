#include <limits>

#include <ATen/core/grad_mode.h>

#include "training/tiny.h"

namespace maas::training {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A network whose outputs are not numbers from a forward pass on.
class Faulty final : public models::TensorNetwork {
 public:
  Faulty(std::shared_ptr<models::Network> inner, int good)
      : inner_(register_module("inner", std::move(inner))), good_(good) {}
  at::Tensor forward(const at::Tensor& input) override {
    const at::Tensor output = inner_->forward(input);
    return good_-- > 0 ? output : output * std::numeric_limits<float>::quiet_NaN();
  }
  AnyOptions resized(const std::map<std::string, std::int64_t>& outputs) const override {
    return inner_->resized(outputs);
  }

 private:
  std::shared_ptr<models::Network> inner_;
  int good_;
};

/// Puts an infinity into the first weight after a step.
class Overflow final : public StepHook {
 public:
  Overflow(const models::Network& network, int step)
      : weight_(network.parameters().front()), left_(step) {}
  void after_step() override {
    if (--left_ == 0) weight_.fill_(std::numeric_limits<float>::infinity());
  }

 private:
  at::Tensor weight_;
  int left_;
};

class Stopping : public ::testing::Test {
 protected:
  Recipe recipe_ = [] {
    Recipe recipe = tiny_recipe();
    recipe.checkpoint.every = {1, Span::Unit::kEpoch};
    return recipe;
  }();
  test::TemporaryDirectory directory_;
};

TEST_F(Stopping, BySigintSavesTheState) {
  TinyTraining training(recipe_, directory_.path());
  training.progress.stop_at = 3;
  EXPECT_ERROR(training.loop().run(), kInterrupted, "stopped by SIGINT after step 3 of 18");
  EXPECT_THAT(training.recorder.steps_saved, ElementsAre(3));
}

TEST_F(Stopping, BySigtermSavesTheState) {
  TinyTraining training(recipe_, directory_.path());
  training.progress.request = StopRequest::kTerminate;
  training.progress.stop_at = 8;
  EXPECT_ERROR(training.loop().run(), kTerminated, "stopped by SIGTERM after step 7 of 18");
  EXPECT_THAT(training.recorder.steps_saved, ElementsAre(6, 7));
}

TEST_F(Stopping, BeforeTheFirstStepSavesTheBeginning) {
  TinyTraining training(recipe_, directory_.path());
  training.progress.stop_at = 0;
  EXPECT_ERROR(training.loop().run(), kInterrupted, "after step 0");
  EXPECT_THAT(training.recorder.steps_saved, ElementsAre(0));
}

TEST_F(Stopping, WhereACheckpointHasJustBeenSavedSavesNoOther) {
  TinyTraining training(recipe_, directory_.path());
  training.progress.stop_at = 7;
  EXPECT_ERROR(training.loop().run(), kInterrupted, "after step 6");
  EXPECT_THAT(training.recorder.steps_saved, ElementsAre(6));
}

TEST_F(Stopping, WithinAValidationSavesTheStateBeforeIt) {
  TinyTraining training(recipe_, directory_.path());
  training.progress.stop_at = 4;
  EXPECT_ERROR(training.loop().run(), kInterrupted, "stopped by SIGINT after step 4 of 18");
  EXPECT_THAT(training.recorder.steps_saved, ElementsAre(4));
  EXPECT_TRUE(training.loop().state().validation_due);
  EXPECT_FALSE(training.loop().state().metrics.contains("valid.loss"));
}

TEST_F(Stopping, AtTheTimeLimitIsResumable) {
  recipe_.train.max_time = Duration{1e-9};
  TinyTraining training(recipe_, directory_.path());
  EXPECT_ERROR(training.loop().run(), kResumable, "stopped by train.max_time");
  EXPECT_THAT(training.recorder.steps_saved, ::testing::SizeIs(1));
}

TEST_F(Stopping, AtTheTimeLimitComesNoSoonerThanAfterOneStep) {
  recipe_.train.max_time = Duration{1e-9};
  for (std::int64_t step = 0; step < 3; ++step) {
    TinyTraining training(recipe_, directory_.path());
    if (step > 0) training.loop().restore(training.recorder.checkpoint(step));
    EXPECT_ERROR(training.loop().run(), kResumable, "train.max_time");
    EXPECT_EQ(training.loop().state().step, step + 1);
  }
}

TEST_F(Stopping, IsNotASavingOnRequest) {
  TinyTraining training(recipe_, directory_.path());
  training.progress.save = true;
  training.loop().run();
  EXPECT_THAT(training.recorder.steps_saved, ElementsAre(1, 6, 12, 18));
}

TEST_F(Stopping, ByACheckpointThatCannotBeWrittenComesAtTheLatestWithTheNext) {
  recipe_.checkpoint.every = {4, Span::Unit::kStep};
  TinyTraining training(recipe_, directory_ / "run", /*validates=*/false);
  std::filesystem::remove_all(directory_ / "run");
  EXPECT_ERROR(training.loop().run(), kCannotCreate, "step-4");
  EXPECT_LE(training.loop().state().step, 8);
  EXPECT_THAT(training.recorder.steps_saved, IsEmpty());
}

TEST_F(Stopping, ByALossThatIsNoNumberNamesTheStepAndKeepsTheLastCheckpoint) {
  recipe_.data.loader.micro_batch = 4;
  TinyTraining training(recipe_, directory_.path(), /*validates=*/false);
  training.network = std::make_shared<Faulty>(training.network, 8);
  EXPECT_ERROR(training.loop().run(), kFailed, "the loss is nan at step 9");
  EXPECT_THAT(training.recorder.steps_saved, ElementsAre(6));
}

TEST_F(Stopping, ByAValidationThatIsNoNumberKeepsTheLastCheckpoint) {
  recipe_.data.loader.micro_batch = 4;
  recipe_.eval.every = {7, Span::Unit::kStep};
  TinyTraining training(recipe_, directory_.path());
  training.network = std::make_shared<Faulty>(training.network, 7);
  EXPECT_ERROR(training.loop().run(), kFailed, "not finite");
  EXPECT_THAT(training.recorder.steps_saved, ElementsAre(6));
}

TEST_F(Stopping, ByAnInfiniteWeightComesBeforeItIsSaved) {
  recipe_.train.until = {1, Span::Unit::kStep};
  TinyTraining training(recipe_, directory_.path(), /*validates=*/false);
  training.hooks = {std::make_shared<Overflow>(*training.network, 1)};
  EXPECT_ERROR(training.loop().run(), kFailed,
               "weight 'hidden1.weight' is not finite after step 1");
  EXPECT_THAT(training.recorder.steps_saved, IsEmpty());
}

}  // namespace
}  // namespace maas::training
