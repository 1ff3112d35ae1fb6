#include "maas/prune.h"

#include <filesystem>

#include "base/files.h"
#include "base/hashing.h"
#include "maas/quantize.h"
#include "pipelines/compressible.h"
#include "tensor/network_state.h"
#include "transforms/normalize/card.h"

namespace maas {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

class Prune : public test::Compressible {
 protected:
  CompressOptions common() const {
    return {.model = {model().string()}, .output = {output().string()}};
  }
  PruneOptions sparse(double sparsity) const { return {.common = common(), .sparsity = sparsity}; }
  PruneOptions structured(double target) const {
    return {.common = common(), .structured = {"channels", "neurons"}, .target_params = target};
  }
  CompressReport run(const PruneOptions& options) { return prune(options, nullptr, progress); }
  CompressReport fine_tuned(PruneOptions options) {
    options.finetune = {"finetune.yaml"};
    return prune(options, &recipe, progress);
  }

  static std::int64_t zero_weights(const std::filesystem::path& directory) {
    std::int64_t zeros = 0;
    for (const auto& [name, tensor] :
         tensor::state_of(*inference::load_model(directory).network).all()) {
      if (name.ends_with(".weight")) {
        zeros += tensor.numel() - tensor.count_nonzero().item<std::int64_t>();
      }
    }
    return zeros;
  }
};

constexpr std::int64_t kWeights = 4 * 25 + 6 * 4 * 25 + 20 * 6 + 12 * 20 + 4 * 12;
constexpr std::int64_t kParameters = kWeights + 4 + 6 + 20 + 12 + 4;

TEST_F(Prune, MakesExactlyTheShareOfWeightsZero) {
  run(sparse(0.7));
  EXPECT_EQ(zero_weights(output()), std::llround(0.7 * kWeights));
}

TEST_F(Prune, KeepsZerosWhileItFineTunes) {
  fine_tuned(sparse(0.7));
  EXPECT_EQ(zero_weights(output()), std::llround(0.7 * kWeights));
}

TEST_F(Prune, ChangesTheOtherWeightsWhileItFineTunes) {
  run(sparse(0.5));
  auto options = sparse(0.5);
  options.common.output.text += "-tuned";
  fine_tuned(options);
  EXPECT_NE(base::sha256_file(output() / "model.safetensors"),
            base::sha256_file(folder_ / "smaller-tuned/model.safetensors"));
}

TEST_F(Prune, SaysThatZerosSaveNothing) {
  const auto report = run(sparse(0.5));
  EXPECT_THAT(report.notes, Contains(HasSubstr("zeros take as much room")));
  EXPECT_EQ(report.comparison.bytes_after, report.comparison.bytes_before);
  EXPECT_EQ(report.comparison.parameters_after, report.comparison.parameters_before);
}

TEST_F(Prune, LeavesIgnoredLayersWhole) {
  auto options = sparse(0.9);
  options.common.ignore = {"conv1", "conv2", "fc1", "fc2"};
  const auto report = run(options);
  EXPECT_EQ(zero_weights(output()), std::llround(0.9 * 4 * 12));
  EXPECT_EQ(report.layers[0].change, "kept");
  EXPECT_EQ(report.layers[4].change, "89.6 % zeros");
}

TEST_F(Prune, BuildsASmallerNetworkWithinTheTarget) {
  const Comparison comparison = run(structured(0.5)).comparison;
  EXPECT_EQ(comparison.parameters_before, kParameters);
  EXPECT_LE(comparison.parameters_after, kParameters / 2);
  EXPECT_GT(comparison.parameters_after, kParameters * 2 / 5);
  EXPECT_EQ(comparison.bytes_after, 4 * comparison.parameters_after);
  EXPECT_LT(comparison.macs_after, comparison.macs_before);
}

TEST_F(Prune, TakesATargetAboveOneForACount) {
  EXPECT_LE(run(structured(700)).comparison.parameters_after, 700);
}

TEST_F(Prune, WritesTheNewWidthsIntoTheConfiguration) {
  const auto report = run(structured(0.5));
  const auto loaded = inference::load_model(output());
  const auto& options = loaded.description.architecture.options.as<models::LenetOptions>();
  const auto weights = loaded.network->named_parameters();
  EXPECT_EQ(weights["conv1.weight"].size(0), options.channels[0]);
  EXPECT_EQ(weights["fc2.weight"].size(0), options.hidden[1]);
  EXPECT_LT(options.channels[0] + options.channels[1] + options.hidden[0] + options.hidden[1],
            4 + 6 + 20 + 12);
}

TEST_F(Prune, RemovesOnlyTheKindsOfUnitsThatAreAskedFor) {
  auto options = structured(0.6);
  options.structured = {"channels"};
  run(options);
  const auto loaded = inference::load_model(output());
  EXPECT_THAT(loaded.description.architecture.options.as<models::LenetOptions>().hidden,
              ElementsAre(20, 12));
}

TEST_F(Prune, ShrinksAnMlpToo) {
  recipe.model.network = {"mlp", AnyOptions::of(models::MlpOptions{.hidden = {24, 16}})};
  publish();
  auto options = structured(0.5);
  options.structured = {"neurons"};
  const auto report = run(options);
  EXPECT_LE(report.comparison.parameters_after, report.comparison.parameters_before / 2);
  inference::load_model(output());
}

TEST_F(Prune, TakesChannelsOutOfResidualSumsWithTheirStatistics) {
  recipe.model.network = resnet();
  publish();
  train();
  auto options = structured(0.6);
  options.structured = {"channels"};
  const auto report = fine_tuned(options);
  EXPECT_LE(report.comparison.parameters_after, report.comparison.parameters_before * 6 / 10);
  EXPECT_GT(*report.comparison.accuracy_after, 0.9);
  const auto loaded = inference::load_model(output());
  const auto& widths = loaded.description.architecture.options.as<models::ResnetOptions>();
  EXPECT_LT(widths.embedding_size + widths.hidden_sizes[1], 6 + 8);
  EXPECT_EQ(widths.embedding_size, widths.hidden_sizes[0]);
}

TEST_F(Prune, RegainsTheAccuracyByFineTuning) {
  train();
  const auto report = fine_tuned(structured(0.4));
  EXPECT_GT(*report.comparison.accuracy_after, 0.9);
  EXPECT_THAT(report.notes, Contains(HasSubstr("acc before fine-tuning: ")));
}

TEST_F(Prune, GivesTheSameWeightsEachTime) {
  fine_tuned(structured(0.5));
  auto again = structured(0.5);
  again.common.output.text += "-2";
  fine_tuned(again);
  EXPECT_EQ(base::sha256_file(output() / "model.safetensors"),
            base::sha256_file(folder_ / "smaller-2/model.safetensors"));
}

TEST_F(Prune, DoesNothingUntilTheRecipeToFineTuneByChanges) {
  fine_tuned(structured(0.5));
  EXPECT_EQ(fine_tuned(structured(0.5)).status, "up-to-date");
  recipe.train.until.amount += 1;
  EXPECT_ERROR(fine_tuned(structured(0.5)), kCannotCreate, "finetune_sha256 was");
}

TEST_F(Prune, RecordsItsOptionsWithTheModel) {
  run(structured(0.5));
  const auto step = inference::load_model(output()).manifest().lineage.back();
  EXPECT_EQ(step.command, "prune");
  EXPECT_EQ(step.options.at("scope"), "global");
  EXPECT_EQ(step.options.at("target_params"), "0.5");
  EXPECT_THAT(step.options.at("structured"), HasSubstr("neurons"));
}

TEST_F(Prune, JudgesByTheRecipeToFineTuneByWhereTheModelRecordsNone) {
  publish("");
  EXPECT_TRUE(fine_tuned(structured(0.5)).comparison.accuracy_after);
}

TEST_F(Prune, LeavesNothingWhenASignalComesWhileFineTuning) {
  progress.stop_in = "train";
  EXPECT_ERROR(fine_tuned(structured(0.5)), kTerminated, "while fine-tuning");
  EXPECT_THAT(entries(), ElementsAre("data", "model"));
}

TEST_F(Prune, PublishesAndReportsAMissedGate) {
  auto options = structured(0.5);
  options.common.gate = {"acc>=1.5"};
  EXPECT_FALSE(run(options).gates.at(0).met);
  EXPECT_TRUE(std::filesystem::exists(output() / "maas.json"));
}

TEST_F(Prune, RefusesNeitherSparsityNorStructure) {
  EXPECT_ERROR(run({.common = common()}), kInvalidRecipe, "neither");
}

TEST_F(Prune, RefusesSparsityAndStructureTogether) {
  auto options = structured(0.5);
  options.sparsity = 0.5;
  EXPECT_ERROR(run(options), kInvalidRecipe, "both");
}

TEST_F(Prune, RefusesStructureWithoutATarget) {
  auto options = structured(0.5);
  options.target_params.reset();
  EXPECT_ERROR(run(options), kInvalidRecipe, "needs target_params");
}

TEST_F(Prune, RefusesSparsityWithATarget) {
  auto options = sparse(0.5);
  options.target_params = 0.5;
  EXPECT_ERROR(run(options), kInvalidRecipe, "not with sparsity");
}

TEST_F(Prune, RefusesATargetBelowOneUnitPerLayer) {
  EXPECT_ERROR(run(structured(3)), kInvalidRecipe, "one unit per layer");
}

TEST_F(Prune, RefusesATargetThatRemovesNothing) {
  EXPECT_ERROR(run(structured(100'000)), kInvalidRecipe, "removes none");
}

TEST_F(Prune, RefusesUnitsThatTheModelDoesNotHave) {
  recipe.model.network = {"mlp", AnyOptions::of(models::MlpOptions{.hidden = {24}})};
  publish();
  auto options = structured(0.5);
  options.structured = {"channels"};
  EXPECT_ERROR(run(options), kInvalidRecipe, "no channels that can be removed");
}

TEST_F(Prune, RefusesARecipeForAnotherArchitecture) {
  recipe.model.network = {"mlp", {}};
  EXPECT_ERROR(fine_tuned(structured(0.5)), kInvalidRecipe, "trains 'mlp', the model is 'lenet'");
}

TEST_F(Prune, RefusesToFineTuneForALimitedTime) {
  recipe.train.max_time = Duration{60};
  EXPECT_ERROR(fine_tuned(structured(0.5)), kInvalidRecipe, "max_time");
}

TEST_F(Prune, RefusesToFineTuneByOtherPreparation) {
  recipe.data.preprocess = {
      {{"normalize", AnyOptions::of(transforms::NormalizeOptions{{0.5}, {0.5}})}}};
  EXPECT_ERROR(fine_tuned(structured(0.5)), kInvalidData, "prepares pictures in another way");
}

TEST_F(Prune, RefusesAnInt8Model) {
  quantize({.common = {.model = {model().string()}, .output = {(folder_ / "int8").string()}}},
           progress);
  auto options = structured(0.5);
  options.common.model = {(folder_ / "int8").string()};
  EXPECT_ERROR(run(options), kInvalidRecipe, "is int8 already");
}

TEST_F(Prune, JudgesByNoSampleThatItsFineTuningLearns) {
  Recipe finetune = recipe;
  finetune.data.train.layout = recipe.data.test->layout;
  finetune.data.train.layout.options.as<data::IdxOptions>().split = "test";
  finetune.data.test.reset();
  finetune.data.train.limit = 60;
  auto options = structured(0.5);
  options.common.output = {output().string()};
  const CompressReport report = prune(options, &finetune, progress);
  EXPECT_THAT(report.notes,
              Contains(HasSubstr("60 samples of the test split that are trained on")));
  EXPECT_EQ(store::read_seen_samples(output())->size(), 60U);
}

TEST_F(Prune, KeepsTheRecordOfWhatTheModelHasSeen) {
  seen = store::SeenSamples({1, 2, 3});
  publish();
  run(structured(0.5));
  EXPECT_EQ(store::read_seen_samples(output()), seen);
}

}  // namespace
}  // namespace maas
