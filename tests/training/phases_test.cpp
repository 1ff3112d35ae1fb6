#include <map>

#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include "models/wgan_gp/card.h"
#include "tasks/adversarial_generation/adversarial_generation.h"
#include "training/optimizers/adam/card.h"
#include "training/optimizers/sgd/card.h"
#include "training/tiny.h"

namespace maas::training {
namespace {

constexpr std::int64_t kCriticSteps = 3;

Component adam(double lr) {
  optimizers::AdamOptions options;
  options.lr = lr;
  options.beta1 = 0.5;
  return {"adam", AnyOptions::of(options)};
}

Recipe adversarial_recipe() {
  Recipe recipe = tiny_recipe();
  recipe.model.network = {"wgan-gp",
                          AnyOptions::of(models::WganGpOptions{
                              .latent = 3, .generator_channels = 2, .critic_channels = 2})};
  recipe.data.augment.clear();
  recipe.data.loader.micro_batch = 2;
  recipe.optim.groups = {{"generator.*", adam(0.01)}, {"critic.*", adam(0.02)}};
  recipe.train.ema = 0.9;
  return recipe;
}

/// A generator and its critic, 18 steps of the critic, of which each third moves the generator.
class AdversarialTraining {
 public:
  explicit AdversarialTraining(const std::filesystem::path& directory,
                               const Recipe& of = adversarial_recipe())
      : recipe(of),
        recorder(directory),
        train(std::make_shared<test::MemoryDataset>(22, kShape, 2)),
        valid(std::make_shared<test::MemoryDataset>(9, kShape, 2)),
        task(tasks::make_adversarial_generation({.train = train.get(), .data = &kPlain},
                                                {.critic_steps = kCriticSteps})),
        network(models::factories().make(recipe.model.network, task->problem())) {
    at::set_num_threads(1);
    nn::initialize(*network, recipe.model.init, static_cast<std::uint64_t>(recipe.seed));
  }

  LoopParts parts() {
    return {.network = *network,
            .task = *task,
            .recipe = recipe,
            .plan = plan_of(recipe, train->size()),
            .train = task->source(train, tasks::Use::kTrain),
            .valid = task->source(valid, tasks::Use::kJudge)};
  }

  Loop& loop() {
    if (!loop_) loop_ = std::make_unique<Loop>(parts(), recorder, progress);
    return *loop_;
  }

  static constexpr transforms::ImageShape kShape{1, 8, 8};
  inline static const DataBlock kPlain;

  Recipe recipe;
  MemoryRecorder recorder;
  ScriptedProgress progress;
  std::shared_ptr<data::Dataset> train;
  std::shared_ptr<data::Dataset> valid;
  std::unique_ptr<tasks::Task> task;
  std::shared_ptr<models::Network> network;

 private:
  std::unique_ptr<Loop> loop_;
};

/// The parameters of one side as they are now.
tensor::NamedTensors side_of(const models::Network& network, const std::string& side) {
  tensor::NamedTensors found;
  for (const auto& [name, tensor] : tensor::state_of(network).trained) {
    if (name.starts_with(side)) found.emplace_back(name, tensor.detach().clone());
  }
  return found;
}

TEST(Phases, ChangeTheirOwnParametersWhenTheyAreDue) {
  const test::TemporaryDirectory directory;
  AdversarialTraining training(directory.path());
  Learner learner(*training.network, *training.task, training.recipe,
                  plan_of(training.recipe, training.train->size()), {});
  const auto feed =
      feed_of(training.parts(), loader_options(training.recipe, training.parts().plan, 0));
  feed->start(0);
  for (std::int64_t step = 0; step < 7; ++step) {
    const auto critic = side_of(*training.network, "critic.");
    const auto generator = side_of(*training.network, "generator.");
    const StepResult result = learner.step(feed->next(), step);
    const bool is_due = step % kCriticSteps == kCriticSteps - 1;
    EXPECT_EQ(result.losses.size(), is_due ? 2U : 1U) << step;
    EXPECT_FALSE(same(side_of(*training.network, "critic."), critic)) << step;
    EXPECT_EQ(same(side_of(*training.network, "generator."), generator), !is_due) << step;
  }
}

TEST(Phases, LeaveTheGradientsOfTheOthersAlone) {
  const test::TemporaryDirectory directory;
  AdversarialTraining training(directory.path());
  Learner learner(*training.network, *training.task, training.recipe,
                  plan_of(training.recipe, training.train->size()), {});
  const auto feed =
      feed_of(training.parts(), loader_options(training.recipe, training.parts().plan, 0));
  feed->start(0);
  const tensor::MicroBatches batches = feed->next();
  for (const std::size_t phase : {std::size_t{0}, std::size_t{1}}) {
    learner.compute_gradients(batches, 0, phase);
    for (const auto& [name, parameter] : learner.network_state().trained) {
      const bool is_of_phase = name.starts_with(phase == 0 ? "critic." : "generator.");
      EXPECT_EQ(parameter.grad().defined(), is_of_phase) << name << " in phase " << phase;
    }
  }
}

TEST(Phases, AreRecordedByTheirNames) {
  const test::TemporaryDirectory directory;
  AdversarialTraining training(directory.path());
  training.loop().run();
  std::map<std::string, int> lines;
  for (const auto& line : training.recorder.lines) ++lines[line.metric];
  EXPECT_EQ(lines["train.loss"], 6);
  EXPECT_EQ(lines["train.loss_generator"], 6);
  EXPECT_GT(lines["valid.swd"], 0);
}

TEST(Phases, HaveTheirOptimizersInTheCheckpoint) {
  const test::TemporaryDirectory directory;
  AdversarialTraining training(directory.path());
  Learner learner(*training.network, *training.task, training.recipe,
                  plan_of(training.recipe, training.train->size()), {});
  std::map<std::string, std::size_t> entries;
  for (const auto& [name, tensor] : learner.state()) ++entries[name.substr(0, name.find('.'))];
  EXPECT_EQ(entries["critic"], 3 * side_of(*training.network, "critic.").size());
  EXPECT_EQ(entries["generator"], 3 * side_of(*training.network, "generator.").size());
}

TEST(Phases, ResumeFromAnyMomentToTheBytesOfATrainingThatNeverStopped) {
  const test::TemporaryDirectory directory;
  AdversarialTraining whole(directory / "whole");
  whole.loop().run();
  for (int stop = 0;; ++stop) {
    SCOPED_TRACE(stop);
    AdversarialTraining first(directory / "parts");
    first.progress.stop_at = stop;
    try {
      first.loop().run();
      break;
    } catch (const Error& error) {
      ASSERT_EQ(error.code(), ErrorCode::kInterrupted) << error.what();
    }
    AdversarialTraining second(directory / "parts");
    second.loop().restore(second.recorder.checkpoint(first.loop().state().step));
    second.recorder.lines = first.recorder.lines;
    second.recorder.lines.resize(static_cast<std::size_t>(second.loop().state().metrics_bytes));
    second.loop().run();
    EXPECT_TRUE(same(second.loop().result(), whole.loop().result()));
    EXPECT_TRUE(
        same(tensor::state_of(*second.network).all(), tensor::state_of(*whole.network).all()));
    EXPECT_EQ(second.recorder.lines, whole.recorder.lines);
  }
}

TEST(Phases, RefuseANetworkInWhichNothingOfThemLearns) {
  const test::TemporaryDirectory directory;
  AdversarialTraining training(directory.path());
  tensor::freeze(*training.network, "generator.*");
  training.recipe.optim.groups.clear();
  EXPECT_ERROR(training.loop(), kInvalidRecipe,
               "nothing of 'generator.*' learns, and the task's generator is to be");
}

/// Parameters whose gradients are ones.
tensor::NamedTensors ones(const std::vector<std::string>& names) {
  tensor::NamedTensors parameters;
  for (const std::string& name : names) {
    at::Tensor tensor = at::zeros({2}).requires_grad_();
    tensor.mutable_grad() = at::ones({2});
    parameters.emplace_back(name, tensor);
  }
  return parameters;
}

Component descent(double lr) {
  optimizers::SgdOptions options;
  options.lr = lr;
  return {"sgd", AnyOptions::of(options)};
}

TEST(Groups, FollowTheirOwnRateTimesTheSchedules) {
  const auto parameters = ones({"head.weight", "body.weight", "body.bias"});
  const OptimBlock block{.optimizer = descent(1),
                         .groups = {{"body.*", descent(0.5)}, {"*.weight", descent(0.25)}}};
  check_groups(block, parameters);
  Optimizers optimizers(block, parameters);
  const at::NoGradGuard no_grad;
  optimizers.step(0.1);
  EXPECT_FLOAT_EQ(parameters[0].second[0].item<float>(), -0.025F);
  EXPECT_FLOAT_EQ(parameters[1].second[0].item<float>(), -0.05F) << "the first group counts";
  EXPECT_FLOAT_EQ(parameters[2].second[0].item<float>(), -0.05F);
}

TEST(Groups, LeaveTheRestToTheOptimizerAboveThem) {
  const auto parameters = ones({"head.weight", "body.weight"});
  Optimizers optimizers({.optimizer = descent(1), .groups = {{"body.*", descent(0.5)}}},
                        parameters);
  const at::NoGradGuard no_grad;
  optimizers.step(1);
  EXPECT_EQ(optimizers.base_lr(), 1);
  EXPECT_EQ(parameters[0].second[0].item<float>(), -1);
}

TEST(Groups, ThatNameNothingAreRefused) {
  const auto parameters = ones({"head.weight"});
  EXPECT_ERROR(check_groups({.groups = {{"haed.*", descent(1)}}}, parameters), kInvalidRecipe,
               "optim.groups[0].parameters: 'haed.*' names no parameter that learns");
  EXPECT_ERROR(check_groups({.groups = {{"*", descent(1)}, {"head.*", descent(1)}}}, parameters),
               kInvalidRecipe, "optim.groups[1].parameters: 'head.*' names no parameter");
}

}  // namespace
}  // namespace maas::training
