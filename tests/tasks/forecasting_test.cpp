#include "tasks/forecasting/forecasting.h"

#include <cmath>

#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <nlohmann/json.hpp>

#include "support/memory_series.h"
#include "support/support.h"

namespace maas::tasks {
namespace {

using test::series_of;

/// The truth of all windows as batches hold it, and the naive forecasts.
tensor::Batch batch_of(const Task& task, const std::shared_ptr<const data::Dataset>& set,
                       Use use = Use::kJudge) {
  const auto source = task.source(set, use);
  std::vector<std::int64_t> samples;
  for (std::int64_t i = 0; i < source->size(); ++i) samples.push_back(i);
  tensor::Batch batch = source->blank(samples);
  base::Random random(1);
  for (const std::int64_t row : samples) source->read(samples, row, random, batch);
  return batch;
}

Findings findings_of(const Task& task, const at::Tensor& outputs, const tensor::Batch& batch) {
  const auto evaluation = task.evaluation();
  evaluation->add(outputs, batch);
  return evaluation->finish();
}

/// Mean 3 and deviation 2; |y_t - y_(t-2)| is 4, 0, 4, 4 and 0: the naive error is 12 / 5.
const auto kTrain = series_of({1, 3, 5, 3, 1, 7, 1});

std::unique_ptr<Task> task_of(const std::shared_ptr<const data::Dataset>& train,
                              const ForecastingOptions& options) {
  return make_forecasting({.train = train.get()}, options);
}

TEST(Forecasting, IsJudgedInErrorsOfTheSeasonalNaiveForecastOfTraining) {
  const auto task = task_of(kTrain, {.window = 1, .horizon = 2, .season = 2});
  const auto judged = series_of({10, 20, 13, 24, 15});
  const tensor::Batch batch = batch_of(*task, judged);
  ASSERT_EQ(batch.samples, 2);  // told: 13 and 24, then 24 and 15; naive: 10 and 20, 20 and 13
  const Findings exact = findings_of(*task, batch.at(tensor::part::kTarget), batch);
  EXPECT_NEAR(exact.metrics.at("mase"), 0, 1e-6);
  const double naive_mae = (3 + 4 + 4 + 2) / 4.0;
  EXPECT_NEAR(exact.metrics.at("naive_mase"), naive_mae / (12 / 5.0), 1e-5);
  const Findings naive = findings_of(*task, batch.at(tensor::part::kNaive), batch);
  EXPECT_NEAR(naive.metrics.at("mase"), naive.metrics.at("naive_mase"), 1e-9);
  EXPECT_NEAR(naive.metrics.at("mae"), naive_mae, 1e-5);
  EXPECT_NEAR(naive.metrics.at("rmse"), std::sqrt((9 + 16 + 16 + 4) / 4.0), 1e-5);
}

TEST(Forecasting, LosesInSquaredDeviationsOfTheTrainingSteps) {
  const auto task = task_of(kTrain, {.window = 1, .horizon = 2, .season = 2});
  const tensor::Batch batch = batch_of(*task, kTrain);
  const Forward off_by_half = [&](const tensor::Batch& given) {
    return given.at(tensor::part::kTarget) + 0.5;
  };
  const Step step = task->step(off_by_half, batch);
  EXPECT_NEAR(step.loss.item<double>(), 0.25 * static_cast<double>(batch.samples), 1e-5);
  EXPECT_NEAR(findings_of(*task, step.outputs, batch).metrics.at("loss"), 0.25, 1e-5);
}

TEST(Forecasting, OfDifferencesBeginsAtTheSeasonalNaiveForecast) {
  const auto train = test::waves(80);
  const auto task = task_of(train, {.window = 4, .horizon = 3, .season = 12, .differenced = true});
  const tensor::Batch batch = batch_of(*task, train);
  const auto nothing = [](const tensor::Batch& given) { return at::zeros({given.samples, 3}); };
  const at::Tensor outputs = task->run(nothing, batch);
  EXPECT_TRUE(outputs.equal(batch.at(tensor::part::kNaive)));
  const Findings found = findings_of(*task, outputs, batch);
  EXPECT_NEAR(found.metrics.at("mase"), found.metrics.at("naive_mase"), 1e-9);
}

TEST(Forecasting, ToldByItsDifferencesIsTheTarget) {
  const auto train = test::waves(80);
  const auto task = task_of(train, {.window = 4, .horizon = 3, .season = 12, .differenced = true});
  const tensor::Batch batch = batch_of(*task, train);
  const double std_of_differences = [&] {
    const test::TemporaryDirectory directory;
    store::ModelWriter writer(directory / "model", /*force=*/false);
    nlohmann::ordered_json config;
    task->save(writer, config);
    return config["series"]["difference_std"].get<double>();
  }();
  const auto exact = [&](const tensor::Batch& given) {
    return (given.at(tensor::part::kTarget) - given.at(tensor::part::kNaive)) / std_of_differences;
  };
  EXPECT_NEAR(findings_of(*task, task->run(exact, batch), batch).metrics.at("mase"), 0, 1e-5);
}

TEST(Forecasting, AnswersInTheUnitOfTheTarget) {
  const auto task = task_of(kTrain, {.window = 1, .horizon = 2, .season = 2});
  const auto answer = task->answers(at::tensor({0.0F, 1.0F, -1.0F, 0.0F}).view({2, 2}));
  ASSERT_EQ(answer.size(), 1U);
  EXPECT_EQ(answer[0].name, "forecast");
  const auto& values = std::get<std::vector<float>>(answer[0].data);
  EXPECT_NEAR(values[0], 3, 1e-6);
  const double deviation = std::sqrt((4 + 0 + 4 + 0 + 4 + 16 + 4) / 7.0);
  EXPECT_NEAR(values[1], 3 + deviation, 1e-5);
  EXPECT_NEAR(values[2], 3 - deviation, 1e-5);
  const Prediction told = task->told("t.csv:9", task->answers(at::zeros({1, 2})), 1);
  EXPECT_THAT(told.values, ::testing::ElementsAre(3, 3));
}

TEST(Forecasting, JudgesOnlyWindowsWhoseNaiveForecastIsKnown) {
  const auto task = task_of(kTrain, {.window = 1, .horizon = 1, .season = 3});
  EXPECT_EQ(batch_of(*task, kTrain, Use::kTrain).samples, 6);
  EXPECT_EQ(batch_of(*task, kTrain, Use::kJudge).samples, 4);
}

TEST(Forecasting, CallsItsMistakesByTheFirstStepThatWasTold) {
  const auto task = task_of(kTrain, {.window = 1, .horizon = 1, .season = 2});
  const tensor::Batch batch = batch_of(*task, kTrain);
  at::Tensor outputs = batch.at(tensor::part::kTarget).clone();
  outputs[3] += 9;  // windows begin at step 2
  const Findings found = findings_of(*task, outputs, batch);
  EXPECT_EQ(found.mistakes.front().sample, 5);
}

TEST(Forecasting, RefusesASeriesThatRepeatsItself) {
  EXPECT_ERROR(task_of(series_of({1, 2, 1, 2, 1, 2}), {.window = 1, .horizon = 1, .season = 2}),
               kInvalidRecipe, "task.season: in training 'load' repeats itself every 2 steps");
}

TEST(Forecasting, RefusesAModelWithoutItsFiles) {
  store::ModelFiles files{
      .directory = "model", .config = nlohmann::ordered_json::object(), .manifest = {}};
  EXPECT_ERROR(make_forecasting({.model = &files}, {}), kInvalidData,
               "config.json: there is no series");
  const test::TemporaryDirectory directory;
  store::ModelWriter writer(directory / "model", /*force=*/false);
  task_of(kTrain, {.window = 1})->save(writer, files.config);
  nlohmann::ordered_json whole = files.config;
  files.config.erase("forecasting");
  EXPECT_ERROR(make_forecasting({.model = &files}, {}), kInvalidData,
               "config.json: there is no forecasting");
  files.config = whole;
  files.config["series"]["target"] = "none";
  EXPECT_ERROR(make_forecasting({.model = &files}, {}), kInvalidData,
               "the target 'none' is none of the columns");
}

}  // namespace
}  // namespace maas::tasks
