#include "maas/train.h"

#include "maas/eval.h"

#include <filesystem>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "data/image_folder/card.h"
#include "data/split.h"
#include "formats/json/json.h"
#include "pipelines/assembly/samples.h"
#include "pipelines/assembly/seen.h"
#include "pipelines/assembly/take_weights.h"
#include "pipelines/compressible.h"
#include "pipelines/run/metrics.h"
#include "store/run_directory.h"
#include "tensor/network_state.h"
#include "tensor/weights.h"
#include "transforms/composite/card.h"
#include "transforms/resize/card.h"

namespace maas {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Train : public test::Compressible {
 protected:
  Train() {
    recipe.data.valid = SplitBlock{.from = "train", .fraction = 0.25};
    recipe.train.until = {1, Span::Unit::kEpoch};
    request.options.output = {(folder_ / "run").string()};
  }

  TrainReport run() {
    request.recipe = recipe;
    return maas::train(request, progress);
  }

  std::vector<std::filesystem::path> event_files() const {
    return store::RunDirectory(folder_ / "run").event_files();
  }

  std::string report() const { return base::read_file(folder_ / "run/report.html"); }

  nlohmann::json manifest() const { return formats::read_json(folder_ / "run/manifest.json"); }

  /// Publishes the model's tensors in two files and an index.
  std::filesystem::path sharded() const {
    const std::filesystem::path folder = folder_ / "sharded";
    std::filesystem::copy(model(), folder);
    std::filesystem::remove(folder / "model.safetensors");
    std::filesystem::remove(folder / store::kModelManifest);
    const inference::Model whole = inference::load_model(model());
    tensor::NamedTensors halves[2];
    nlohmann::ordered_json index = {{"metadata", {{"total_size", 0}}}};
    for (const auto& [name, tensor] : tensor::state_of(*whole.network).all()) {
      const std::size_t half = name.starts_with("conv") ? 0 : 1;
      halves[half].emplace_back(name, tensor);
      index["weight_map"][name] = shard(half);
    }
    for (const std::size_t half : {std::size_t{0}, std::size_t{1}}) {
      tensor::save_tensors(folder / shard(half), halves[half]);
    }
    formats::write_json(folder / "model.safetensors.index.json", index);
    return folder;
  }

  TrainRequest request;

 private:
  static std::string shard(std::size_t number) {
    return fmt::format("model-{:05}-of-00002.safetensors", number + 1);
  }
};

TEST_F(Train, PublishesAModelOfPicturesOfAnySizeWhereTheyAreResized) {
  for (int i = 0; i < 12; ++i) {
    const std::int64_t side = 9 + i;
    const std::vector<std::uint8_t> pixels(static_cast<std::size_t>(side * 15),
                                           static_cast<std::uint8_t>(20 * i));
    const auto file =
        folder_ / "pictures" / (i % 2 == 0 ? "dark" : "light") / fmt::format("{}.png", i);
    std::filesystem::create_directories(file.parent_path());
    base::write_file(file, formats::encode_png({1, side, 15, pixels}));
  }
  recipe.data.train.layout = {"image-folder",
                              AnyOptions::of(data::ImageFolderOptions{
                                  .path = {(folder_ / "pictures").string()}, .channels = 1})};
  recipe.data.test.reset();
  recipe.data.preprocess = {
      {{"composite", AnyOptions::of(transforms::CompositeOptions{.background = {1, 2, 3}})}},
      {{"resize", AnyOptions::of(transforms::ResizeOptions{.height = 12, .width = 12})}}};
  run();
  const auto directory = folder_ / "run/model";
  EXPECT_EQ(formats::read_json(directory / "maas.json")["signature"]["inputs"][0]["shape"],
            nlohmann::json({-1, 1, -1, -1}));
  const auto preprocessor = formats::read_json(directory / "preprocessor_config.json");
  EXPECT_EQ(preprocessor["background_color"], nlohmann::json({1, 2, 3}));
  EXPECT_EQ(preprocessor["resample"], 2);
}

TEST_F(Train, ReportsAMissedGateOfAPublishedModelEachTime) {
  recipe.gates = {{"test.acc", ">= 1.5"}};
  for (const char* status : {"complete", "up-to-date"}) {
    const TrainReport report = run();
    EXPECT_EQ(report.status, status);
    ASSERT_EQ(report.gates.size(), 1U);
    EXPECT_FALSE(report.gates[0].met);
    EXPECT_TRUE(std::filesystem::exists(folder_ / "run/model/maas.json"));
    EXPECT_EQ(manifest()["exit_status"], 3);
    EXPECT_EQ(manifest()["status"], "complete");
  }
}

TEST_F(Train, ReportsTheStepsOfARunThatWasFinishedBefore) {
  const TrainReport first = run();
  const TrainReport again = run();
  EXPECT_EQ(again.status, "up-to-date");
  EXPECT_EQ(first.steps, 12);
  EXPECT_EQ(again.steps, 12);
  EXPECT_EQ(again.epochs, 1);
}

TEST_F(Train, RefusesAGateOfAnUnknownMetricBeforeItWritesAnything) {
  recipe.gates = {{"valid.acd", ">= 0.5"}};
  EXPECT_ERROR(run(), kInvalidRecipe, "there is no metric 'valid.acd'");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "run"));
}

TEST_F(Train, WritesNothingIntoAnEmptyDirectoryIfTheRecipeIsWrong) {
  std::filesystem::create_directory(folder_ / "run");
  recipe.schedule.warmup = {50, Span::Unit::kEpoch};
  EXPECT_ERROR(run(), kInvalidRecipe, "schedule.warmup");
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "run"));
}

TEST_F(Train, KeepsARunThatItWasToReplaceIfTheRecipeIsWrong) {
  run();
  request.options.force = true;
  request.options.resume = "never";
  recipe.schedule.warmup = {50, Span::Unit::kEpoch};
  EXPECT_ERROR(run(), kInvalidRecipe, "schedule.warmup");
  EXPECT_EQ(manifest()["status"], "complete");
  EXPECT_TRUE(std::filesystem::exists(folder_ / "run/model/maas.json"));
}

TEST_F(Train, LeavesNothingWhereThereIsNothingToResume) {
  request.options.resume = "must";
  EXPECT_ERROR(run(), kNotFound, "there is no checkpoint to continue from");
  EXPECT_THAT(entries(), ElementsAre("data", "model"));
}

TEST_F(Train, LeavesNothingWhenASignalComesWhileTheDataAreRead) {
  progress.stop_now();
  EXPECT_ERROR(run(), kTerminated, "SIGTERM");
  EXPECT_THAT(entries(), ElementsAre("data", "model"));
}

TEST_F(Train, GoesOnFromItsLastStepWhenASignalCameWhileItWasJudged) {
  progress.stop_in = "eval";
  EXPECT_ERROR(run(), kTerminated, "stopped by SIGTERM; the state is saved");
  EXPECT_EQ(manifest()["status"], "stopped");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "run/model"));
  progress = {};
  const TrainReport report = run();
  EXPECT_EQ(report.status, "complete");
  EXPECT_EQ(report.steps, 12);
}

TEST_F(Train, RemovesNoCheckpointsWhereItsManifestOrRecipeIsMissing) {
  run();
  for (const char* name : {"run/manifest.json", "run/recipe.resolved.yaml"}) {
    const std::filesystem::path file = folder_ / name;
    const std::string content = base::read_file(file);
    std::filesystem::remove(file);
    EXPECT_ERROR(run(), kInvalidData, "' is missing, without which the run cannot be continued");
    EXPECT_FALSE(store::RunPaths(folder_ / "run").checkpoints().empty());
    base::write_file(file, content);
  }
  std::filesystem::remove(folder_ / "run/manifest.json");
  request.options.force = true;
  EXPECT_EQ(run().status, "complete");
}

TEST_F(Train, IsReplacedByForceWhereItsManifestIsBroken) {
  run();
  base::write_file(folder_ / "run/manifest.json", "");
  EXPECT_ERROR(run(), kInvalidData, "not valid JSON");
  request.options.force = true;
  EXPECT_EQ(run().status, "complete");
}

TEST_F(Train, SaysThatItGoesOnByAnotherProgramOrOnAnotherMachine) {
  run();
  auto recorded = manifest();
  recorded["build"] = "0.0.7";
  recorded["cpu_features"] = {"scalar", "avx1024"};
  formats::write_json(folder_ / "run/manifest.json", recorded);
  recipe.train.until = {2, Span::Unit::kEpoch};
  run();
  EXPECT_THAT(
      progress.warnings,
      ElementsAre(HasSubstr("trained by maas 0.0.7, and goes on by maas 0."),
                  HasSubstr("with the instruction sets scalar, avx1024, and goes on with")));
}

TEST_F(Train, WritesEventsWhereTheyAreAskedForAndKeepsThemUp) {
  run();
  EXPECT_THAT(event_files(), IsEmpty());
  recipe.log.tensorboard = true;
  run();
  ASSERT_EQ(event_files().size(), 1U);
  const std::uintmax_t size = std::filesystem::file_size(event_files()[0]);
  recipe.log.tensorboard = false;
  recipe.train.until = {2, Span::Unit::kEpoch};
  run();
  ASSERT_EQ(event_files().size(), 1U);
  EXPECT_GT(std::filesystem::file_size(event_files()[0]), size);
}

TEST_F(Train, GoesOnBehindALineThatACrashHasTorn) {
  run();
  const std::filesystem::path metrics = folder_ / "run/metrics.jsonl";
  std::filesystem::resize_file(metrics, std::filesystem::file_size(metrics) - 5);
  recipe.train.until = {2, Span::Unit::kEpoch};
  EXPECT_EQ(run().status, "complete");
  EXPECT_NO_THROW(pipelines::read_metrics(metrics));
  EXPECT_THAT(progress.warnings, Contains(HasSubstr("bytes of it are lost")));
}

TEST_F(Train, RefusesValuesThatItCannotReadBeforeItTrains) {
  run();
  const std::filesystem::path metrics = folder_ / "run/metrics.jsonl";
  std::string text = base::read_file(metrics);
  text[0] = '[';
  base::write_file(metrics, text);
  recipe.train.until = {2, Span::Unit::kEpoch};
  EXPECT_ERROR(run(), kInvalidData, "metrics.jsonl:1");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "run/checkpoints/step-000024"));
}

TEST_F(Train, ShowsMistakesOfTheSplitThatItIsJudgedBy) {
  run();
  EXPECT_THAT(report(), HasSubstr("<h2>Worst mistakes, test split</h2>"));
  EXPECT_THAT(report(), HasSubstr("data:image/png;base64,"));
  recipe.data.test = {};
  request.options.force = true;
  run();
  EXPECT_THAT(report(), HasSubstr("<h2>Worst mistakes, valid split</h2>"));
}

TEST_F(Train, RecordsWhichWeightsItStartedFrom) {
  recipe.model.from = {model().string()};
  run();
  const std::string from = manifest()["from"];
  EXPECT_EQ(from.size(), 64U);
  const auto lineage = inference::load_model(folder_ / "run/model").manifest().lineage;
  EXPECT_EQ(lineage.back().options.at("from_sha256"), from);
}

TEST_F(Train, DoesNotGoOnFromOtherWeightsThanItWasBegunWith) {
  recipe.model.from = {model().string()};
  progress.stop_in = "train";
  EXPECT_ERROR(run(), kTerminated, "the state is saved");
  progress = {};
  Compressible::train();
  EXPECT_ERROR(run(), kInvalidData, "the weights of model.from are not those");
}

TEST_F(Train, IsNotUpToDateByOtherSamplesThanItWasTrainedBy) {
  const std::string first = (run(), manifest()["data"]["test"]);
  test::write_idx(folder_ / "data", "t10k", test::MemoryDataset(60, kShape, kClasses, /*seed=*/3));
  EXPECT_ERROR(run(), kInvalidData, "the samples are not those that the run was begun with");
  request.options.force = true;
  EXPECT_EQ(run().status, "complete");
  EXPECT_NE(manifest()["data"]["test"], first);
  EXPECT_EQ(run().status, "up-to-date");
}

TEST_F(Train, DoesNotCallALongerTrainingAShorterOne) {
  recipe.train.until = {2, Span::Unit::kEpoch};
  run();
  recipe.train.until = {1, Span::Unit::kEpoch};
  EXPECT_ERROR(run(), kInvalidRecipe, "train.until: 12 steps are fewer than the 24");
  request.options.force = true;
  EXPECT_EQ(run().steps, 12);
}

TEST_F(Train, PublishesAgainWhatIsDamaged) {
  run();
  const std::string good = base::read_file(folder_ / "run/model/model.safetensors");
  std::string bad = good;
  bad.back() = static_cast<char>(bad.back() ^ 1);
  base::write_file(folder_ / "run/model/model.safetensors", bad);
  EXPECT_EQ(run().status, "complete");
  EXPECT_EQ(base::read_file(folder_ / "run/model/model.safetensors"), good);
}

TEST_F(Train, IsUpToDateWhereItsSamplesAreNoLongerThere) {
  run();
  std::filesystem::rename(folder_ / "data", folder_ / "elsewhere");
  EXPECT_EQ(run().status, "up-to-date");
}

TEST_F(Train, StartsFromShardsAsFromOneFile) {
  const auto one = inference::build_network(description());
  const auto other = inference::build_network(description());
  EXPECT_EQ(
      pipelines::take_weights({.from = {model().string()}}, DigestCheck::kRemembered, *one),
      pipelines::take_weights({.from = {sharded().string()}}, DigestCheck::kRemembered, *other));
  EXPECT_TRUE(one->named_parameters()["fc1.weight"].equal(other->named_parameters()["fc1.weight"]));
}

TEST_F(Train, RefusesToStartFromInt8) {
  quantize({.common = {.model = {model().string()}, .output = {output().string()}}}, progress);
  recipe.model.from = {output().string()};
  EXPECT_ERROR(run(), kInvalidRecipe, "is quantized: 'conv1.weight' is int8");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "run"));
}

store::SeenSamples recorded_seen(const std::filesystem::path& model) {
  return *store::read_seen_samples(model);
}

TEST_F(Train, RecordsTheSamplesThatWereTrainedOnAndNoOthers) {
  run();
  const pipelines::Samples samples = pipelines::open_samples(recipe, progress);
  const store::SeenSamples recorded = recorded_seen(folder_ / "run/model");
  EXPECT_EQ(recorded, pipelines::seen_samples(*samples.train, progress));
  EXPECT_EQ(recorded.size(), 192U);
  for (const auto& split : {samples.valid, samples.test}) {
    for (const std::uint64_t key : data::content_keys(*split, progress))
      EXPECT_FALSE(recorded.contains(key));
  }
}

TEST_F(Train, TakesTheSameSplitsWhateverTheSeed) {
  const auto keys = [&] {
    return data::content_keys(*pipelines::open_samples(recipe, progress).valid, progress);
  };
  const auto before = keys();
  recipe.seed = 7;
  EXPECT_EQ(keys(), before);
  recipe.data.split_seed = 7;
  EXPECT_NE(keys(), before);
}

TEST_F(Train, DoesNotJudgeByWhatItStartedFromHasSeen) {
  seen = pipelines::seen_samples(
      *data::limited(pipelines::open_samples(recipe, progress).valid, 10), progress);
  publish();
  recipe.model.from = {model().string()};
  run();
  EXPECT_THAT(progress.warnings, Contains(HasSubstr("10 samples of data.valid are trained on")));
  store::SeenSamples united =
      pipelines::seen_samples(*pipelines::open_samples(recipe, progress).train, progress);
  united.add(*seen);
  EXPECT_EQ(recorded_seen(folder_ / "run/model"), united);
}

TEST_F(Train, DoesNotJudgeBySamplesOfTwoSplits) {
  std::filesystem::create_directory(folder_ / "test");
  test::write_idx(folder_ / "test", "t10k", test::MemoryDataset(300, kShape, kClasses));
  recipe.data.test->layout.options = AnyOptions::of(
      data::IdxOptions{.path = {(folder_ / "test").string()},
                       .classes = test::MemoryDataset(1, kShape, kClasses).classes()});
  const TrainReport report = run();
  EXPECT_THAT(progress.warnings, Contains(HasSubstr("192 samples of data.test are trained on")));
  EXPECT_EQ(
      maas::eval({.options = {.model = {report.model}}, .recipe = {}}, progress).metrics.at("acc"),
      report.metrics.at("test.acc"));
}

TEST_F(Train, RefusesAValidationByTheTrainingSamplesThemselves) {
  recipe.data.valid = SplitBlock{.layout = recipe.data.train.layout};
  auto& options = recipe.data.valid->layout.options.as<data::IdxOptions>();
  options.split = "train";
  EXPECT_ERROR(run(), kInvalidData, "all of the 256 samples of data.valid");
}

TEST_F(Train, GivesTheIntervalsOfTheFinishedModel) {
  const TrainReport report = run();
  const std::vector<double> interval = report.intervals.at("test.acc");
  EXPECT_LE(interval.at(0), report.metrics.at("test.acc"));
  EXPECT_GE(interval.at(1), report.metrics.at("test.acc"));
  EXPECT_EQ(run().intervals, report.intervals);
}

}  // namespace
}  // namespace maas
