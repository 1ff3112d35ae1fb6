#include "maas/eval.h"
#include "maas/quantize.h"
#include "maas/train.h"
#include "pipelines/compressible.h"
#include "tensor/network_state.h"

/// The statistics of batch norms belong to the weights: through training, publishing and
/// compressing.
namespace maas {
namespace {

class BatchNorm : public test::Compressible {
 protected:
  BatchNorm() {
    recipe.model.network = resnet();
    recipe.data.valid = SplitBlock{.from = "train", .fraction = 0.25};
    recipe.train.until = {4, Span::Unit::kEpoch};
    request.options.output = {(folder_ / "run").string()};
  }

  TrainReport run() {
    request.recipe = recipe;
    return maas::train(request, progress);
  }

  std::map<std::string, at::Tensor> published() const {
    std::map<std::string, at::Tensor> tensors;
    const inference::Model model = inference::load_model(folder_ / "run/model");
    for (const auto& [name, tensor] : tensor::state_of(*model.network).all())
      tensors[name] = tensor;
    return tensors;
  }

  double accuracy(const std::string& model) {
    return maas::eval({.options = {.model = {model}}, .recipe = {}}, progress).metrics.at("acc");
  }

  TrainRequest request;
};

constexpr const char* kNorm = "resnet.embedder.embedder.normalization.";

TEST_F(BatchNorm, IsPublishedWithTheStatisticsThatTheWeightsWereTrainedBy) {
  const TrainReport report = run();
  const auto tensors = published();
  EXPECT_EQ(tensors.at(kNorm + std::string("num_batches_tracked")).item<std::int64_t>(),
            report.steps);
  EXPECT_GT(tensors.at(kNorm + std::string("running_mean")).abs().sum().item<double>(), 0);
  EXPECT_GT(report.metrics.at("test.acc"), 0.9);
  EXPECT_EQ(accuracy(report.model), report.metrics.at("test.acc"));
}

TEST_F(BatchNorm, OfTheBestAndOfTheAverageHasTheirStatistics) {
  recipe.train.ema = 0.7;
  recipe.checkpoint.best = "valid.acc";
  const TrainReport report = run();
  EXPECT_GT(report.metrics.at("test.acc"), 0.9);
  EXPECT_EQ(accuracy(report.model), report.metrics.at("test.acc"));
}

TEST_F(BatchNorm, ThatIsFrozenStaysAsItWas) {
  const TrainReport first = run();
  const auto before = published();
  recipe.model.from = {first.model};
  recipe.model.freeze = "resnet.em*";
  recipe.optim.optimizer = {"adamw", {}};
  request.options.output = {(folder_ / "second").string()};
  const TrainReport second = run();
  const inference::Model model = inference::load_model(second.model);
  int moved = 0;
  for (const auto& [name, tensor] : tensor::state_of(*model.network).all()) {
    if (name.starts_with("resnet.em")) {
      EXPECT_TRUE(tensor.equal(before.at(name))) << name;
    } else {
      moved += tensor.equal(before.at(name)) ? 0 : 1;
    }
  }
  EXPECT_GT(moved, 10);
}

TEST_F(BatchNorm, SurvivesQuantization) {
  const TrainReport report = run();
  for (const char* scheme : {"w8a8", "w8a16"}) {
    const CompressReport quantized =
        quantize({.common = {.model = {report.model}, .output = {(folder_ / scheme).string()}},
                  .scheme = scheme},
                 progress);
    EXPECT_GT(accuracy(quantized.model), report.metrics.at("test.acc") - 0.02) << scheme;
  }
}

TEST_F(BatchNorm, RefusesAPatternThatFreezesNothing) {
  recipe.model.freeze = "attic*";
  EXPECT_ERROR(run(), kInvalidRecipe, "'attic*' matches none");
}

}  // namespace
}  // namespace maas
