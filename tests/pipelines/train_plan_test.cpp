#include "pipelines/train_plan.h"

#include <fstream>

#include "feed/loader.h"
#include "inference/model.h"
#include "pipelines/assembly/assemble.h"
#include "pipelines/compressible.h"
#include "pipelines/plan/bytes.h"
#include "store/run_directory.h"
#include "tensor/memory_meter.h"
#include "training/learner.h"

namespace maas {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::int64_t kMegabyte = 1'000'000;
constexpr std::int64_t kTerabyte = kMegabyte * kMegabyte;

class TrainPlan : public test::Compressible {
 protected:
  TrainPlan() {
    recipe.data.valid = SplitBlock{.from = "train", .fraction = 0.25};
    recipe.train.until = {2, Span::Unit::kEpoch};
    request.options.output = {(folder_ / "run").string()};
  }

  TrainCheckReport plan() {
    request.recipe = recipe;
    return pipelines::plan_training(request, machine, progress);
  }

  TrainReport train() {
    request.recipe = recipe;
    return maas::train(request, progress);
  }

  /// Allows what the process holds now and some more.
  void allow(std::int64_t more) { machine.memory.bytes = base::resident_bytes() + more; }

  static std::int64_t part(const TrainCheckReport& report, const std::string& name) {
    for (const MemoryPart& part : report.memory.parts) {
      if (part.part == name) return part.bytes;
    }
    ADD_FAILURE() << "there is no part '" << name << "'";
    return -1;
  }

  /// The bytes of the tensors' values in a file of the run's last checkpoint.
  std::int64_t tensor_bytes(const std::string& file) const {
    std::int64_t bytes = 0;
    const auto tensors = formats::open_safetensors(folder_ / "run/checkpoints/step-000024" / file);
    for (const formats::TensorView& view : tensors.tensors()) {
      bytes += static_cast<std::int64_t>(view.bytes.size());
    }
    return bytes;
  }

  TrainRequest request;
  pipelines::Machine machine{.memory = {kTerabyte, "the test"}, .free_disk = kTerabyte};
};

TEST_F(TrainPlan, WritesNothing) {
  plan();
  EXPECT_THAT(entries(), ElementsAre("data", "model"));
}

TEST_F(TrainPlan, TellsTheSplitsTheLayersAndTheSteps) {
  recipe.data.loader.micro_batch = 5;
  recipe.checkpoint.every = {5, Span::Unit::kStep};
  const TrainCheckReport report = plan();
  ASSERT_EQ(report.splits.size(), 3U);
  EXPECT_EQ(report.splits[0].samples, 192);
  EXPECT_EQ(report.splits[1].samples, 64);
  EXPECT_EQ(report.splits[2].samples, 100);
  EXPECT_EQ(report.splits[2].shape, "1x12x12");
  ASSERT_EQ(report.network.layers.size(), 5U);
  EXPECT_EQ(report.network.layers[0].layer, "conv1");
  EXPECT_EQ(report.network.layers[0].tensors, "weight 4x1x5x5, bias 4");
  EXPECT_EQ(report.network.layers[0].parameters, 104);
  EXPECT_EQ(report.network.parameters, 1154);
  EXPECT_EQ(report.network.trainable, 1154);
  EXPECT_EQ(report.steps.steps, 24);
  EXPECT_EQ(report.steps.steps_per_epoch, 12);
  EXPECT_EQ(report.steps.micro_batches, 4);
  EXPECT_EQ(report.steps.validations, 2);
  EXPECT_EQ(report.steps.checkpoints, 5);
  EXPECT_THAT(report.shortages, IsEmpty());
}

TEST_F(TrainPlan, KnowsTheBytesOfWhatATrainingSaves) {
  recipe.train.ema = 0.9;
  recipe.checkpoint.best = "valid.acc";
  const TrainCheckReport report = plan();
  train();
  EXPECT_EQ(part(report, "parameters"), tensor_bytes("model.safetensors"));
  EXPECT_EQ(part(report, "optimizer state") + part(report, "moving average"),
            tensor_bytes("optim.safetensors"));
  EXPECT_EQ(part(report, "best weights"), tensor_bytes("best.safetensors"));
}

TEST_F(TrainPlan, MeasuresTheActivationsThatAStepTakes) {
  const TrainCheckReport report = plan();
  pipelines::Assembly assembly = pipelines::assemble(recipe, DigestCheck::kRemembered, progress);
  training::Learner learner(*assembly.network, *assembly.task, recipe, assembly.plan, {});
  feed::LoaderOptions options = training::loader_options(recipe, assembly.plan, 0);
  options.micro_batch = 16;
  const tensor::MicroBatches batches = feed::Loader(assembly.train, options).next();
  const tensor::MemoryMeter meter;
  learner.compute_gradients(batches, 0);
  EXPECT_EQ(part(report, "activations") + part(report, "gradients"), meter.peak());
}

TEST_F(TrainPlan, TimesStepsThatAreRun) {
  const TrainCheckReport report = plan();
  ASSERT_TRUE(report.time);
  EXPECT_GE(report.time->probe_steps, 3);
  EXPECT_GT(report.time->samples_per_second, 0);
  EXPECT_NEAR(report.time->training, 2 * 192 / report.time->samples_per_second, 1e-6);
  EXPECT_GT(report.time->validation, 0);
  EXPECT_GT(report.time->test, 0);
  EXPECT_GE(report.time->total,
            report.time->training + report.time->validation + report.time->test);
}

TEST_F(TrainPlan, SaysThatMaxTimeComesFirst) {
  recipe.train.until = {1000000, Span::Unit::kEpoch};
  recipe.train.max_time = Duration{60};
  const TrainCheckReport report = plan();
  EXPECT_EQ(report.time->max_time, 60);
  EXPECT_GT(report.time->steps_by_max_time, 0);
  EXPECT_LT(report.time->steps_by_max_time, report.steps.steps);
}

TEST_F(TrainPlan, RunsNothingIfTheWeightsAloneAreTooMuch) {
  recipe.model.network.options.as<models::LenetOptions>().hidden = {200000, 12};
  allow(8 * kMegabyte);
  const TrainCheckReport report = plan();
  EXPECT_FALSE(report.time);
  ASSERT_EQ(report.shortages.size(), 1U);
  EXPECT_EQ(report.shortages[0].of, "memory");
  EXPECT_THAT(report.shortages[0].message, HasSubstr("before the first forward pass, the test"));
  EXPECT_GT(report.memory.peak, report.memory.limit);
}

TEST_F(TrainPlan, NamesTheMicroBatchThatWouldFit) {
  recipe.model.network.options.as<models::LenetOptions>().channels = {128, 64};
  recipe.data.loader.global_batch = 192;
  const std::int64_t whole = part(plan(), "activations");
  const std::int64_t held =
      pipelines::training_bytes(recipe,
                                pipelines::assemble(recipe, DigestCheck::kRemembered, progress))
          .held();
  allow(held + whole / 2);
  const TrainCheckReport report = plan();
  EXPECT_FALSE(report.time);
  ASSERT_EQ(report.shortages.size(), 1U);
  EXPECT_THAT(report.shortages[0].hint, HasSubstr("data.loader.micro_batch="));
  EXPECT_EQ(report.memory.parts.back().known, "extrapolated");
  EXPECT_NEAR(static_cast<double>(report.memory.parts.back().bytes), static_cast<double>(whole),
              0.1 * static_cast<double>(whole));
}

TEST_F(TrainPlan, SaysThatTheDiskIsTooSmallForTheCheckpoints) {
  const std::int64_t needed = plan().output.bytes;
  machine.free_disk = needed - 1;
  const TrainCheckReport report = plan();
  ASSERT_EQ(report.shortages.size(), 1U);
  EXPECT_EQ(report.shortages[0].of, "disk");
  EXPECT_TRUE(report.time);
  machine.free_disk = needed;
  EXPECT_THAT(plan().shortages, IsEmpty());
}

TEST_F(TrainPlan, FindsWhatATrainingWouldFind) {
  EXPECT_EQ(plan().output.status, "new");
  progress.stop_in = "train";
  EXPECT_ERROR(train(), kTerminated, "the state is saved");
  progress = {};
  const TrainCheckReport stopped = plan();
  EXPECT_EQ(stopped.output.status, "continue");
  EXPECT_GT(stopped.steps.steps_done, 0);
  EXPECT_LT(stopped.steps.steps_done, 24);
  train();
  const TrainCheckReport finished = plan();
  EXPECT_EQ(finished.output.status, "up-to-date");
  EXPECT_EQ(finished.steps.steps_done, 24);
  EXPECT_FALSE(finished.time);
  request.options.resume = "never";
  request.options.force = true;
  EXPECT_EQ(plan().output.status, "start-over");
}

TEST_F(TrainPlan, RefusesWhatATrainingWouldRefuse) {
  train();
  recipe.seed = 7;
  EXPECT_ERROR(plan(), kInvalidRecipe, "the run cannot be continued by another recipe: seed was");
  std::filesystem::create_directory(folder_ / "foreign");
  std::ofstream(folder_ / "foreign/thesis.txt") << "precious";
  request.options.output = {(folder_ / "foreign").string()};
  EXPECT_ERROR(plan(), kCannotCreate, "it is not empty and maas did not write it");
  request.options.output = {(folder_ / "run").string()};
  const store::RunDirectory held(folder_ / "run");
  EXPECT_ERROR(plan(), kBusy, "is held by");
}

TEST_F(TrainPlan, DoesNotChangeWhatATrainingWrites) {
  const auto weights_after = [&](bool planned) {
    if (planned) plan();
    train();
    const std::string digest = base::sha256_file(folder_ / "run/model/model.safetensors");
    std::filesystem::remove_all(folder_ / "run");
    return digest;
  };
  EXPECT_EQ(weights_after(false), weights_after(true));
}

TEST_F(TrainPlan, EndsByASignal) {
  progress.stop_now();
  EXPECT_ERROR(plan(), kTerminated, "SIGTERM");
}

TEST_F(TrainPlan, EndsByALossThatIsNotFinite) {
  recipe.optim.optimizer.options.as<optimizers::AdamOptions>().lr = 1e30;
  EXPECT_ERROR(plan(), kFailed, "the loss is");
}

}  // namespace
}  // namespace maas
