#include "maas/quantize.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/hashing.h"
#include "pipelines/compressible.h"

namespace maas {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

class Quantize : public test::Compressible {
 protected:
  QuantizeOptions options() const {
    return {.common = {.model = {model().string()}, .output = {output().string()}}};
  }
  CompressReport run() { return quantize(options(), progress); }

  nlohmann::json config() const {
    return nlohmann::json::parse(base::read_file(output() / "config.json"));
  }
};

/// Does something once, when the work has begun.
class Meanwhile final : public Progress {
 public:
  explicit Meanwhile(std::function<void()> work) : work_(std::move(work)) {}

  void log(LogLevel, std::string_view) override {}
  void update(const ProgressUpdate&) override {
    if (const auto work = std::exchange(work_, nullptr)) work();
  }
  StopRequest stop_requested() const override { return StopRequest::kNone; }
  bool take_save_request() override { return false; }

 private:
  std::function<void()> work_;
};

TEST_F(Quantize, IsUpToDateWhereAnotherHasMadeTheSameMeanwhile) {
  Meanwhile meanwhile([this] { EXPECT_EQ(run().status, "complete"); });
  EXPECT_EQ(quantize(options(), meanwhile).status, "up-to-date");
}

TEST_F(Quantize, ReplacesNoOtherModelThatAppearedMeanwhile) {
  Meanwhile meanwhile([this] {
    QuantizeOptions other = options();
    other.scheme = "w8a16";
    EXPECT_EQ(quantize(other, progress).status, "complete");
  });
  EXPECT_ERROR(quantize(options(), meanwhile), kCannotCreate, "scheme was w8a16, now w8a8");
}

TEST_F(Quantize, WritesAModelThatLoadsWithItsLayersInInt8) {
  run();
  const auto loaded = inference::load_model(output());
  ASSERT_TRUE(loaded.int8);
  EXPECT_EQ(loaded.int8->scheme, "w8a8");
  EXPECT_THAT(loaded.int8->layers, ElementsAre("conv1", "conv2", "fc1", "fc2", "fc3"));
}

TEST_F(Quantize, WritesTensorsInTheLayoutOfCompressedTensors) {
  run();
  const auto file = formats::open_safetensors(output() / "model.safetensors");
  EXPECT_EQ(file.at("conv2.weight").dtype, formats::Dtype::kI8);
  EXPECT_THAT(file.at("conv2.weight").shape, ElementsAre(6, 4, 5, 5));
  EXPECT_THAT(file.at("conv2.weight_scale").shape, ElementsAre(6, 1, 1, 1));
  EXPECT_THAT(file.at("fc1.weight_scale").shape, ElementsAre(20, 1));
}

TEST_F(Quantize, DescribesItsSchemeInTheConfiguration) {
  run();
  const auto group = config()["quantization_config"]["config_groups"]["group_0"];
  EXPECT_EQ(group["targets"], nlohmann::json({"Linear", "Conv2d"}));
  EXPECT_EQ(group["weights"]["strategy"], "channel");
  EXPECT_EQ(group["input_activations"]["strategy"], "token");
  EXPECT_EQ(group["input_activations"]["dynamic"], true);
}

TEST_F(Quantize, LeavesActivationsAloneInW8a16) {
  auto with = options();
  with.scheme = "w8a16";
  quantize(with, progress);
  EXPECT_TRUE(
      config()["quantization_config"]["config_groups"]["group_0"]["input_activations"].is_null());
  EXPECT_EQ(inference::load_model(output()).int8->scheme, "w8a16");
}

TEST_F(Quantize, ListsIgnoredLayersInTheConfiguration) {
  auto with = options();
  with.common.ignore = {"conv1", "fc3"};
  quantize(with, progress);
  EXPECT_EQ(config()["quantization_config"]["ignore"], nlohmann::json({"conv1", "fc3"}));
  EXPECT_THAT(inference::load_model(output()).int8->layers, ElementsAre("conv2", "fc1", "fc2"));
}

TEST_F(Quantize, KeepsTheAccuracyOfATrainedModel) {
  train();
  const Comparison comparison = run().comparison;
  ASSERT_TRUE(comparison.accuracy_before && comparison.accuracy_after);
  EXPECT_GT(*comparison.accuracy_before, 0.9);
  EXPECT_NEAR(*comparison.accuracy_after, *comparison.accuracy_before, 0.011);
}

TEST_F(Quantize, TellsThatTheFileIsSmallerAndTheNetworkIsNot) {
  const Comparison comparison = run().comparison;
  EXPECT_LT(comparison.bytes_after, comparison.bytes_before / 2);
  EXPECT_EQ(comparison.parameters_after, comparison.parameters_before);
  EXPECT_EQ(comparison.macs_after, comparison.macs_before);
}

TEST_F(Quantize, MeasuresOnePictureAndABatch) {
  const auto latencies = run().comparison.latencies;
  ASSERT_EQ(latencies.size(), 2);
  EXPECT_EQ(latencies[0].batch, 1);
  EXPECT_GT(latencies[1].batch, 1);
  for (const LatencyComparison& latency : latencies) {
    EXPECT_GT(latency.before_ms, 0);
    EXPECT_GT(latency.after_ms, 0);
  }
}

TEST_F(Quantize, RecordsWhereTheModelComesFrom) {
  run();
  const auto lineage = inference::load_model(output()).manifest().lineage;
  ASSERT_EQ(lineage.size(), 2);
  EXPECT_EQ(lineage[0].command, "train");
  EXPECT_EQ(lineage[1].command, "quantize");
  EXPECT_EQ(lineage[1].source, model().string());
  EXPECT_EQ(lineage[1].source_sha256, base::sha256_file(model() / "maas.json"));
  EXPECT_EQ(lineage[1].options.at("scheme"), "w8a8");
  EXPECT_EQ(lineage[1].options.at("method"), "rtn");
}

TEST_F(Quantize, CarriesRecipeLabelsAndMetricsAlong) {
  const auto report = run();
  const auto given = inference::load_model(model());
  const auto loaded = inference::load_model(output());
  EXPECT_EQ(loaded.manifest().recipe, given.manifest().recipe);
  EXPECT_EQ(loaded.manifest().labels, given.manifest().labels);
  EXPECT_THAT(loaded.task->labels("probabilities"),
              testing::ElementsAreArray(given.task->labels("probabilities")));
  EXPECT_EQ(loaded.manifest().metrics.at("test.acc"), report.comparison.accuracy_after);
}

TEST_F(Quantize, TwiceGivesTheSameWeights) {
  run();
  const auto first = base::sha256_file(output() / "model.safetensors");
  auto again = options();
  again.common.output.text += "-2";
  quantize(again, progress);
  EXPECT_EQ(base::sha256_file(folder_ / "smaller-2/model.safetensors"), first);
}

TEST_F(Quantize, SaysWhenThereIsNoDataToJudgeBy) {
  std::filesystem::remove_all(folder_ / "data");
  const auto report = run();
  EXPECT_FALSE(report.comparison.accuracy_before);
  EXPECT_FALSE(report.comparison.accuracy_after);
  EXPECT_THAT(report.notes, Contains(HasSubstr("acc was not measured")));
}

TEST_F(Quantize, SaysWhenTheModelRecordsNoData) {
  publish("");
  EXPECT_THAT(run().notes, Contains(HasSubstr("does not record what data to judge it by")));
}

TEST_F(Quantize, PublishesAndReportsAMissedGate) {
  auto with = options();
  with.common.gate = {"acc>=1.5"};
  const CompressReport report = quantize(with, progress);
  ASSERT_EQ(report.gates.size(), 1U);
  EXPECT_EQ(report.gates[0].gate, "acc >= 1.5");
  EXPECT_FALSE(report.gates[0].met);
  EXPECT_FALSE(report.comparison.latencies.empty());
  const auto loaded = inference::load_model(output());
  EXPECT_THAT(loaded.manifest().lineage.back().options.at("gates"), HasSubstr("missed"));
}

TEST_F(Quantize, RecordsAGateThatIsMet) {
  auto with = options();
  with.common.gate = {"test.acc>=0"};
  quantize(with, progress);
  EXPECT_THAT(inference::load_model(output()).manifest().lineage.back().options.at("gates"),
              HasSubstr("met"));
}

TEST_F(Quantize, RefusesAnUnknownMetricBeforeTheWork) {
  auto with = options();
  with.common.gate = {"accuracy>=0.5"};
  EXPECT_ERROR(quantize(with, progress), kUsage, "accuracy");
  EXPECT_FALSE(std::filesystem::exists(output()));
}

TEST_F(Quantize, KnowsTheTopKOfTheRecordedRecipe) {
  recipe.eval.top_k = {2};
  publish();
  auto with = options();
  with.common.gate = {"top2>=0"};
  EXPECT_TRUE(quantize(with, progress).gates.at(0).met);
}

TEST_F(Quantize, RefusesAGateOfAnotherSplit) {
  auto with = options();
  with.common.gate = {"valid.acc>=0.5"};
  EXPECT_ERROR(quantize(with, progress), kUsage, "not on valid");
}

TEST_F(Quantize, RefusesAGateWithoutDataToJudgeBy) {
  std::filesystem::remove_all(folder_ / "data");
  auto with = options();
  with.common.gate = {"acc>=0.5"};
  EXPECT_ERROR(quantize(with, progress), kNotFound, "t10k-images");
}

TEST_F(Quantize, RefusesASchemeThatTheMethodDoesNotSupport) {
  auto with = options();
  with.scheme = "w4a16";
  EXPECT_ERROR(quantize(with, progress), kInvalidRecipe, "'rtn' does not support w4a16");
}

TEST_F(Quantize, RefusesAMethodThatDoesNotExist) {
  auto with = options();
  with.method = {"rnt", {}};
  EXPECT_ERROR(quantize(with, progress), kInvalidRecipe, "rnt");
}

TEST_F(Quantize, RefusesAnIgnoredLayerThatDoesNotExist) {
  auto with = options();
  with.common.ignore = {"fc7"};
  EXPECT_ERROR(quantize(with, progress), kInvalidRecipe, "no layer 'fc7'");
}

TEST_F(Quantize, RefusesToReplaceTheModelThatItReads) {
  auto onto_itself = options();
  onto_itself.common.output = onto_itself.common.model;
  onto_itself.common.force = true;
  EXPECT_ERROR(quantize(onto_itself, progress), kCannotCreate, "it is the model that is read");
}

TEST_F(Quantize, RefusesAModelThatIsInt8Already) {
  run();
  QuantizeOptions again{
      .common = {.model = {output().string()}, .output = {(folder_ / "twice").string()}}};
  EXPECT_ERROR(quantize(again, progress), kInvalidRecipe, "is int8 already");
}

TEST_F(Quantize, RefusesAModelThatDoesNotExist) {
  auto with = options();
  with.common.model = {(folder_ / "nowhere").string()};
  EXPECT_ERROR(quantize(with, progress), kNotFound, "nowhere");
}

TEST_F(Quantize, RefusesToRunWithoutAnOutput) {
  auto with = options();
  with.common.output = {};
  EXPECT_ERROR(quantize(with, progress), kUsage, "no output");
}

TEST_F(Quantize, RefusesToReplaceAForeignDirectory) {
  std::filesystem::create_directory(output());
  base::write_file(output() / "letter.txt", "dear");
  auto with = options();
  with.common.force = true;
  EXPECT_ERROR(quantize(with, progress), kCannotCreate, "smaller");
  EXPECT_EQ(base::read_file(output() / "letter.txt"), "dear");
}

TEST_F(Quantize, ReplacesItsOwnOutputOnlyByForceAndSaysHowItDiffers) {
  run();
  auto with = options();
  with.scheme = "w8a16";
  EXPECT_ERROR(quantize(with, progress), kCannotCreate, "scheme was w8a8, now w8a16");
  with.common.force = true;
  EXPECT_EQ(quantize(with, progress).status, "complete");
  EXPECT_EQ(inference::load_model(output()).int8->scheme, "w8a16");
}

TEST_F(Quantize, DoesNothingWhereTheSameIsThere) {
  const CompressReport first = run();
  const auto digest = base::sha256_file(output() / "maas.json");
  progress.stop_in = "eval";
  const CompressReport again = run();
  EXPECT_EQ(again.status, "up-to-date");
  EXPECT_EQ(again.comparison.accuracy_after, first.comparison.accuracy_after);
  EXPECT_EQ(again.comparison.bytes_after, first.comparison.bytes_after);
  EXPECT_EQ(base::sha256_file(output() / "maas.json"), digest);
}

TEST_F(Quantize, JudgesAnotherGateByTheRecordedMetrics) {
  run();
  progress.stop_in = "eval";
  auto with = options();
  with.common.gate = {"acc>=1.5"};
  const CompressReport report = quantize(with, progress);
  EXPECT_EQ(report.status, "up-to-date");
  EXPECT_FALSE(report.gates.at(0).met);
}

TEST_F(Quantize, GivesAnOutputThatIsUpToDateThePresentTime) {
  run();
  const auto long_ago = std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
  std::filesystem::last_write_time(output() / "maas.json", long_ago);
  run();
  EXPECT_GT(std::filesystem::last_write_time(output() / "maas.json"), long_ago);
}

TEST_F(Quantize, MakesAnewWhatWasMadeOfAnotherModelOrByOtherSamples) {
  run();
  train();
  EXPECT_ERROR(run(), kCannotCreate, "model has changed");
  auto with = options();
  with.common.force = true;
  EXPECT_EQ(quantize(with, progress).status, "complete");
  test::write_idx(folder_ / "data", "t10k", test::MemoryDataset(60, kShape, kClasses, /*seed=*/3));
  EXPECT_ERROR(run(), kCannotCreate, "samples was");
}

TEST_F(Quantize, RefusesAModelWhoseWeightsAreNotThoseOfItsManifest) {
  run();
  std::fstream weights(model() / "model.safetensors", std::ios::in | std::ios::out);
  weights.seekp(-1, std::ios::end);
  weights.put('\x3f');
  weights.close();
  EXPECT_ERROR(run(), kInvalidData, "its manifest says");
}

TEST_F(Quantize, MakesAnewWhatIsDamaged) {
  run();
  std::ofstream(output() / "config.json", std::ios::app) << " ";
  auto with = options();
  with.common.force = true;
  EXPECT_EQ(quantize(with, progress).status, "complete");
}

TEST_F(Quantize, RefusesAnOutputThatCannotBeMadeBeforeTheWork) {
  base::write_file(folder_ / "file", "");
  auto with = options();
  with.common.output = {(folder_ / "file/smaller").string()};
  progress.stop_in = "eval";
  EXPECT_ERROR(quantize(with, progress), kCannotCreate, "file/smaller");
}

TEST_F(Quantize, LeavesNothingWhenASignalComes) {
  progress.stop_in = "eval";
  EXPECT_ERROR(run(), kTerminated, "SIGTERM");
  EXPECT_THAT(entries(), ElementsAre("data", "model"));
}

}  // namespace
}  // namespace maas
