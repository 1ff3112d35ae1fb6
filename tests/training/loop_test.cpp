#include "training/loop.h"

#include <algorithm>
#include <limits>

#include <ATen/Parallel.h>
#include <ATen/ops/isnan.h>

#include "training/optimizers/gd/card.h"
#include "training/optimizers/sgd/card.h"
#include "training/tiny.h"

namespace maas::training {
namespace {

/// Another network in double precision, so that sums hardly depend on their order.
class InDouble final : public models::TensorNetwork {
 public:
  explicit InDouble(std::shared_ptr<models::Network> inner)
      : inner_(register_module("inner", std::move(inner))) {
    to(at::kDouble);
  }
  at::Tensor forward(const at::Tensor& input) override {
    return inner_->forward(input.to(at::kDouble));
  }
  AnyOptions resized(const std::map<std::string, std::int64_t>& outputs) const override {
    return inner_->resized(outputs);
  }

 private:
  std::shared_ptr<models::Network> inner_;
};

/// Learns as another task does, and finds at each validation what is listed.
class Scripted final : public tasks::Task {
 public:
  Scripted(std::unique_ptr<tasks::Task> inner, std::vector<double> sharpness)
      : inner_(std::move(inner)), sharpness_(std::move(sharpness)) {}

  const encoders::Encoder& encoder() const override { return inner_->encoder(); }
  tensor::Problem problem() const override { return inner_->problem(); }
  std::shared_ptr<const feed::Source> source(std::shared_ptr<const data::Dataset> set,
                                             tasks::Use use,
                                             const tasks::SetName& name) const override {
    return inner_->source(std::move(set), use, name);
  }
  void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const override {
    inner_->save(writer, config);
  }
  tasks::Step step(const tasks::Forward& forward, const tensor::Batch& batch) const override {
    return inner_->step(forward, batch);
  }
  std::unique_ptr<tasks::Evaluation> evaluation() const override {
    struct Listed final : tasks::Evaluation {
      explicit Listed(double value) : sharpness(value) {}
      void add(const at::Tensor&, const tensor::Batch&) override {}
      Intervals intervals() const override { return {}; }
      tasks::Findings finish() const override {
        return {.metrics = {{"sharpness", sharpness}, {"contrast", 0.5}}};
      }
      double sharpness;
    };
    return std::make_unique<Listed>(sharpness_.at(validations_++));
  }
  std::vector<TensorSpec> outputs() const override { return inner_->outputs(); }
  tensor::HostTensors answers(const at::Tensor& outputs) const override {
    return inner_->answers(outputs);
  }
  Prediction told(std::string input, const tensor::HostTensors& answer,
                  std::int64_t top) const override {
    return inner_->told(std::move(input), answer, top);
  }
  const MetricSpecs& metrics() const override {
    static const MetricSpecs specs = {{.name = "sharpness", .is_shown = true},
                                      {.name = "contrast"}};
    return specs;
  }
  std::vector<std::string> metric_names() const override { return {"sharpness", "contrast"}; }

 private:
  std::unique_ptr<tasks::Task> inner_;
  std::vector<double> sharpness_;
  mutable std::size_t validations_ = 0;
};

class LoopTest : public ::testing::Test {
 protected:
  tensor::NamedTensors trained(const Recipe& recipe, bool validates = true) const {
    TinyTraining training(recipe, directory_.path(), validates);
    training.loop().run();
    return copies(training.loop().result());
  }

  /// The weights of a double-precision network after 18 steps in micro-batches.
  tensor::NamedTensors trained_in_micro_batches(std::int64_t micro_batch) const {
    Recipe recipe = tiny_recipe();
    recipe.model.network.options = AnyOptions::of(models::MlpOptions{.hidden = {8}});
    recipe.optim.optimizer = {"sgd", AnyOptions::of(optimizers::SgdOptions{{.momentum = 0.9}})};
    recipe.data.loader.micro_batch = micro_batch;
    TinyTraining training(recipe, directory_.path());
    training.network = std::make_shared<InDouble>(training.network);
    training.loop().run();
    return copies(training.loop().result());
  }

  test::TemporaryDirectory directory_;
};

TEST_F(LoopTest, LearnsWhatCanBeLearned) {
  Recipe recipe = tiny_recipe();
  recipe.data.augment.clear();
  recipe.model.network.options = AnyOptions::of(models::MlpOptions{.hidden = {16}});
  recipe.train.until = {60, Span::Unit::kEpoch};
  TinyTraining training(recipe, directory_.path());
  training.loop().run();
  EXPECT_EQ(training.loop().state().metrics.at("valid.acc"), 1);
}

TEST_F(LoopTest, AccumulatesMicroBatchesToTheWholeBatch) {
  const auto whole = trained_in_micro_batches(4);
  for (const std::int64_t micro_batch : {1, 2, 3}) {
    const auto parts = trained_in_micro_batches(micro_batch);
    for (std::size_t i = 0; i < whole.size(); ++i) {
      EXPECT_LT((parts[i].second - whole[i].second).abs().max().item<double>(), 1e-12)
          << whole[i].first << " in micro-batches of " << micro_batch;
    }
  }
}

TEST_F(LoopTest, EndsInTheSameBytesForAnyNumberOfReadingThreads) {
  Recipe recipe = tiny_recipe();
  const auto expected = trained(recipe);
  for (const std::int64_t workers : {1, 3}) {
    recipe.data.loader.workers = workers;
    EXPECT_TRUE(same(trained(recipe), expected)) << workers;
  }
}

TEST_F(LoopTest, EndsInOtherBytesForAnotherSeed) {
  Recipe recipe = tiny_recipe();
  const auto expected = trained(recipe);
  recipe.seed = 4;
  EXPECT_FALSE(same(trained(recipe), expected));
}

TEST_F(LoopTest, IsNotChangedByBeingValidated) {
  Recipe recipe = tiny_recipe();
  recipe.train.ema = 0.9;
  EXPECT_TRUE(same(trained(recipe, true), trained(recipe, false)));
}

TEST_F(LoopTest, RecordsTheLossTheLearningRateAndTheValidation) {
  Recipe recipe = tiny_recipe();
  recipe.train.until = {4, Span::Unit::kStep};
  TinyTraining training(recipe, directory_.path());
  training.loop().run();
  std::vector<std::pair<std::string, std::int64_t>> recorded;
  for (const auto& line : training.recorder.lines) recorded.emplace_back(line.metric, line.step);
  using Entry = std::pair<std::string, std::int64_t>;
  EXPECT_THAT(recorded, ::testing::ElementsAre(Entry("train.loss", 3), Entry("train.lr", 3),
                                               Entry("train.loss", 4), Entry("train.lr", 4),
                                               Entry("valid.acc", 4), Entry("valid.loss", 4)));
  EXPECT_DOUBLE_EQ(training.recorder.lines[0].epoch, 3.0 / 6);
}

TEST_F(LoopTest, RecordsTheMeanLossSinceTheLastLine) {
  Recipe recipe = tiny_recipe();
  const auto losses = [&](std::int64_t every) {
    recipe.log.every = {static_cast<double>(every), Span::Unit::kStep};
    TinyTraining training(recipe, directory_.path(), /*validates=*/false);
    training.loop().run();
    std::vector<double> values;
    for (const auto& line : training.recorder.lines) {
      if (line.metric == "train.loss") values.push_back(line.value);
    }
    return values;
  };
  const auto single = losses(1);
  const auto sixfold = losses(6);
  ASSERT_EQ(sixfold.size(), 3U);
  for (std::size_t epoch = 0; epoch < 3; ++epoch) {
    double sum = 0;
    for (std::size_t i = 0; i < 6; ++i) sum += single[6 * epoch + i] * (i < 5 ? 4 : 2);
    EXPECT_NEAR(sixfold[epoch], sum / 22, 1e-9);
  }
}

TEST_F(LoopTest, FollowsTheSchedule) {
  Recipe recipe = tiny_recipe();
  recipe.log.every = {1, Span::Unit::kStep};
  recipe.schedule = {.schedule = {"cosine", {}}, .warmup = {4, Span::Unit::kStep}};
  TinyTraining training(recipe, directory_.path(), /*validates=*/false);
  training.loop().run();
  const auto factor = schedule_of(recipe.schedule, plan_of(recipe, 22));
  for (const auto& line : training.recorder.lines) {
    if (line.metric == "train.lr") {
      EXPECT_DOUBLE_EQ(line.value, 1e-3 * factor(line.step - 1)) << line.step;
    }
  }
}

TEST_F(LoopTest, TakesOneStepAnEpochByFullGradientDescent) {
  Recipe recipe = tiny_recipe();
  recipe.optim.optimizer = {"gd", {}};
  TinyTraining training(recipe, directory_.path());
  training.loop().run();
  EXPECT_EQ(training.loop().state().step, 3);
}

TEST_F(LoopTest, PublishesTheMovingAverageIfThereIsOne) {
  Recipe recipe = tiny_recipe();
  const auto last = trained(recipe);
  recipe.train.ema = 0.5;
  const auto average = trained(recipe);
  EXPECT_FALSE(same(average, last));
  recipe.train.ema = 1e-9;  // hardly remembers anything
  const auto present = trained(recipe);
  for (std::size_t i = 0; i < last.size(); ++i) {
    EXPECT_LT((present[i].second - last[i].second).abs().max().item<double>(), 1e-6);
  }
}

TEST_F(LoopTest, PublishesTheBestWeightsIfAsked) {
  Recipe recipe = tiny_recipe();
  recipe.checkpoint.best = "valid.loss";
  recipe.optim.optimizer = {"sgd",
                            AnyOptions::of(optimizers::SgdOptions{{.lr = 2, .momentum = 0.9}})};
  recipe.eval.every = {1, Span::Unit::kStep};
  TinyTraining training(recipe, directory_.path());
  training.loop().run();
  double least = 1e9;
  std::int64_t step = 0;
  for (const auto& line : training.recorder.lines) {
    if (line.metric != "valid.loss" || line.value >= least) continue;
    least = line.value;
    step = line.step;
  }
  ASSERT_LT(step, 18) << "the last step is the best: the test shows nothing";
  EXPECT_EQ(training.loop().state().best.step, step);
  EXPECT_EQ(training.loop().state().best.value, least);
  TinyTraining then(recipe, directory_.path());
  then.loop().restore(then.recorder.checkpoint(step));
  tensor::NamedTensors weights;
  for (const auto& parameter : then.network->named_parameters()) {
    weights.emplace_back(parameter.key(), parameter.value());
  }
  EXPECT_TRUE(same(training.loop().result(), copies(weights)));
}

TEST_F(LoopTest, RecordsTheHeadlineOfAnyTask) {
  Recipe recipe = tiny_recipe();
  recipe.train.until = {4, Span::Unit::kStep};
  TinyTraining training(recipe, directory_.path());
  training.task = std::make_unique<Scripted>(std::move(training.task), std::vector{0.25});
  training.loop().run();
  std::vector<std::string> recorded;
  for (const auto& line : training.recorder.lines) {
    if (line.metric.starts_with("valid.")) recorded.push_back(line.metric);
  }
  EXPECT_THAT(recorded, ::testing::ElementsAre("valid.sharpness"));
  EXPECT_EQ(training.loop().state().metrics.at("valid.contrast"), 0.5);
}

TEST_F(LoopTest, NeverTakesAValueThatIsNoNumberForTheBest) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  Recipe recipe = tiny_recipe();
  recipe.checkpoint.best = "valid.sharpness";
  recipe.train.until = {12, Span::Unit::kStep};
  TinyTraining training(recipe, directory_.path());
  training.task =
      std::make_unique<Scripted>(std::move(training.task), std::vector{kNan, 0.25, kNan});
  training.loop().run();
  EXPECT_TRUE(training.loop().state().best.seen);
  EXPECT_EQ(training.loop().state().best.value, 0.25);
  EXPECT_EQ(training.loop().state().best.step, 8);
  EXPECT_FALSE(training.loop().state().metrics.contains("valid.sharpness"));
  TinyTraining then(recipe, directory_.path());
  then.loop().restore(then.recorder.checkpoint(12));
  EXPECT_EQ(then.loop().state().best.step, 8);
}

TEST_F(LoopTest, TellsTheShareOfTheTimeSpentWaitingForData) {
  TinyTraining training(tiny_recipe(), directory_.path());
  training.loop().run();
  const Pace pace = training.loop().pace();
  EXPECT_GT(pace.samples_per_second, 0);
  EXPECT_GT(pace.data_wait, 0);
  EXPECT_LT(pace.data_wait, 1);
  ASSERT_TRUE(training.progress.data_wait);
  EXPECT_LT(*training.progress.data_wait, 1);
}

TEST_F(LoopTest, StopsEarlyWhenAMetricNoLongerImproves) {
  Recipe recipe = tiny_recipe();
  recipe.optim.optimizer = {"gd", AnyOptions::of(optimizers::GdOptions{.lr = 1e-30})};
  recipe.train.until = {100, Span::Unit::kEpoch};
  recipe.eval.every = {2, Span::Unit::kStep};
  recipe.train.early_stop = EarlyStop{.on = "valid.loss", .patience = {5, Span::Unit::kStep}};
  TinyTraining training(recipe, directory_.path());
  training.loop().run();
  EXPECT_TRUE(training.loop().state().stopped_early);
  EXPECT_EQ(training.loop().state().step, 8);  // the best at 2, judged again at 4, 6, 8
  TinyTraining again(recipe, directory_.path());
  again.loop().restore(again.recorder.checkpoint(8));
  again.loop().run();
  EXPECT_EQ(again.loop().steps_run(), 0);
}

TEST_F(LoopTest, CallsTheHooksAfterEachStep) {
  struct Count final : StepHook {
    void after_step() override { ++calls; }
    int calls = 0;
  };
  const auto count = std::make_shared<Count>();
  TinyTraining training(tiny_recipe(), directory_.path());
  training.hooks = {count};
  training.loop().run();
  EXPECT_EQ(count->calls, 18);
}

}  // namespace
}  // namespace maas::training
