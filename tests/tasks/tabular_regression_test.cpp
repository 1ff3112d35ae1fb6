#include "tasks/tabular_regression/tabular_regression.h"

#include <cmath>

#include <ATen/ops/ones.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>
#include <nlohmann/json.hpp>

#include "support/memory_rows.h"
#include "support/refusal.h"

namespace maas::tasks {
namespace {

using test::MemoryRows;
using ::testing::ElementsAre;

/// Rows whose target has a mean of 10 and a deviation of 2.
MemoryRows prices() {
  MemoryRows rows({"x", "price"}, {{"1", "8"}, {"2", "12"}, {"3", "8"}, {"4", "12"}});
  rows.predict("price");
  return rows;
}

std::unique_ptr<Task> task_of(const MemoryRows& rows) {
  return make_tabular_regression({.train = &rows}, {});
}

/// Values as the network gives them and as batches hold them: in deviations from the mean.
std::vector<float> standardised(std::vector<float> values) {
  for (float& value : values) value = (value - 10) / 2;
  return values;
}

tensor::Batch batch_of(const std::vector<float>& truths) {
  return {.parts = {{tensor::part::kFeatures, at::ones({std::ssize(truths), 1})},
                    {tensor::part::kTarget, at::tensor(standardised(truths))}},
          .samples = std::ssize(truths),
          .weight = static_cast<double>(truths.size())};
}

at::Tensor outputs_of(const std::vector<float>& guesses) {
  return at::tensor(standardised(guesses)).view({-1, 1});
}

std::unique_ptr<Evaluation> judged(const Task& task, const std::vector<float>& guesses,
                                   const std::vector<float>& truths) {
  auto evaluation = task.evaluation();
  evaluation->add(outputs_of(guesses), batch_of(truths));
  return evaluation;
}

Findings findings_of(const std::vector<float>& guesses, const std::vector<float>& truths) {
  return judged(*task_of(prices()), guesses, truths)->finish();
}

TEST(TabularRegression, IsJudgedInTheUnitOfTheTarget) {
  // Off by 1, 1, 2 and 4 around true values of a variance of 5.
  const Findings findings = findings_of({5, 5, 10, 14}, {4, 6, 8, 10});
  EXPECT_NEAR(findings.metrics.at("mae"), 2, 1e-6);
  EXPECT_NEAR(findings.metrics.at("rmse"), std::sqrt(5.5), 1e-6);
  EXPECT_NEAR(findings.metrics.at("loss"), 5.5 / 4, 1e-6);
  EXPECT_NEAR(findings.metrics.at("r2"), 1 - 5.5 / 5, 1e-6);
}

TEST(TabularRegression, ExplainsEverythingByTheTruthAndNothingByItsMean) {
  EXPECT_NEAR(findings_of({4, 6, 8, 10}, {4, 6, 8, 10}).metrics.at("r2"), 1, 1e-12);
  EXPECT_NEAR(findings_of({7, 7, 7, 7}, {4, 6, 8, 10}).metrics.at("r2"), 0, 1e-6);
}

TEST(TabularRegression, ExplainsNothingOfATargetThatIsAlwaysTheSame) {
  EXPECT_EQ(findings_of({7, 9}, {8, 8}).metrics.at("r2"), 0);
}

TEST(TabularRegression, ComparesModelsByTheirAbsoluteErrors) {
  const Findings findings = findings_of({5, 5, 10, 14}, {4, 6, 8, 10});
  EXPECT_EQ(findings.compared, "mae");
  EXPECT_THAT(findings.per_sample,
              ::testing::Pointwise(::testing::FloatNear(1e-5F), std::vector<float>{1, 1, 2, 4}));
}

TEST(TabularRegression, NamesTheRowsThatItIsMostWrongAbout) {
  const Findings findings = findings_of({5, 5, 10, 14}, {4, 6, 8, 10});
  ASSERT_EQ(findings.mistakes.size(), 4U);
  EXPECT_EQ(findings.mistakes[0].sample, 3);
  EXPECT_NEAR(findings.mistakes[0].loss, 16.0 / 4, 1e-5);
  EXPECT_THAT(findings.mistakes[0].facts,
              ElementsAre(std::pair("predicted", "14"), std::pair("true", "10")));
  EXPECT_EQ(findings.mistakes[1].sample, 2);
  EXPECT_EQ(findings.mistakes[2].sample, 0);
}

TEST(TabularRegression, TellsOfAFewMistakesOnly) {
  EXPECT_EQ(findings_of(std::vector<float>(100, 9), std::vector<float>(100, 8)).mistakes.size(),
            24U);
}

TEST(TabularRegression, DoesNotDependOnHowRowsAreBatched) {
  const auto task = task_of(prices());
  const std::vector<float> guesses = {5, 5, 10, 14, 3};
  const std::vector<float> truths = {4, 6, 8, 10, 7};
  const Findings whole = judged(*task, guesses, truths)->finish();
  const auto parts = task->evaluation();
  parts->add(outputs_of({5, 5}), batch_of({4, 6}));
  parts->add(outputs_of({10, 14, 3}), batch_of({8, 10, 7}));
  EXPECT_EQ(parts->finish().metrics, whole.metrics);
  EXPECT_EQ(parts->finish().per_sample, whole.per_sample);
}

TEST(TabularRegression, KeepsTheDigitsOfATargetFarFromZero) {
  MemoryRows rows({"x", "year"}, {{"1", "1000001"}, {"2", "1000003"}});
  rows.predict("year");
  const Findings findings = judged(*task_of(rows), {10, 12}, {10, 10})->finish();
  // Of a deviation of 1: off by 0 and 1.
  EXPECT_NEAR(findings.metrics.at("mae"), 0.5, 1e-9);
}

/// Normal errors around true values, whose metrics are known in the long run.
TEST(TabularRegression, HoldsTheTruthWithinItsIntervalsMostly) {
  const auto task = task_of(prices());
  base::Random random(4);
  const auto normal = [&] {
    constexpr double kTwoPi = 6.283185307179586;
    return std::sqrt(-2 * std::log(1 - random.uniform())) * std::cos(kTwoPi * random.uniform());
  };
  const std::map<std::string, double> known = {
      {"mae", std::sqrt(2 / 3.141592653589793)}, {"rmse", 1}, {"loss", 1.0 / 4}};
  std::map<std::string, int> within;
  constexpr int kRounds = 200;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<float> truths;
    std::vector<float> guesses;
    for (int i = 0; i < 150; ++i) {
      truths.push_back(static_cast<float>(10 + 2 * normal()));
      guesses.push_back(truths.back() + static_cast<float>(normal()));
    }
    const Intervals intervals = judged(*task, guesses, truths)->intervals();
    for (const auto& [name, value] : known) {
      within[name] += intervals.at(name)[0] <= value && value <= intervals.at(name)[1];
    }
  }
  for (const auto& [name, value] : known) EXPECT_GE(within[name], kRounds * 88 / 100) << name;
}

TEST(TabularRegression, KeepsIntervalsWithinWhatMetricsCanBe) {
  const auto evaluation = judged(*task_of(prices()), {10, 40}, {10, 12});
  const Intervals intervals = evaluation->intervals();
  EXPECT_EQ(intervals.at("rmse")[0], 0);
  EXPECT_EQ(intervals.at("loss")[0], 0);
  EXPECT_EQ(intervals.at("r2")[1], 1);
}

TEST(TabularRegression, LosesTheSquaredDeviationsOfABatch) {
  const auto task = task_of(prices());
  const Step step = task->step(
      [](const tensor::Batch&) {
        return outputs_of({5, 5});
      },
      batch_of({4, 6}));
  EXPECT_NEAR(step.loss.item<double>(), 2 * 0.25, 1e-6);
}

TEST(TabularRegression, ComputesTheLossOfHalfPrecisionInFull) {
  const auto task = task_of(prices());
  const Step step = task->step(
      [](const tensor::Batch&) { return outputs_of({5}).to(at::kBFloat16); }, batch_of({4}));
  EXPECT_EQ(step.loss.scalar_type(), at::kFloat);
}

TEST(TabularRegression, MakesBatchesOfStandardisedTargets) {
  const auto rows = std::make_shared<MemoryRows>(prices());
  const auto source = task_of(*rows)->source(rows, Use::kTrain);
  const std::int64_t samples[] = {1, 0};
  const tensor::Batch batch = source->blank(samples);
  base::Random random(0);
  for (const std::int64_t row : {0, 1}) source->read(samples, row, random, batch);
  EXPECT_EQ(batch.at(tensor::part::kTarget)[0].item<float>(), 1);
  EXPECT_EQ(batch.at(tensor::part::kTarget)[1].item<float>(), -1);
}

TEST(TabularRegression, AnswersWithOneValueARow) {
  const auto task = task_of(prices());
  ASSERT_EQ(task->outputs().size(), 1U);
  EXPECT_EQ(task->outputs()[0].name, "value");
  EXPECT_EQ(task->outputs()[0].datatype, "FP32");
  EXPECT_THAT(task->outputs()[0].shape, ElementsAre(-1));
  const auto answer = task->answers(outputs_of({11, 7.5F}));
  EXPECT_THAT(answer.at(0).shape, ElementsAre(2));
  EXPECT_THAT(std::get<std::vector<float>>(answer.at(0).data), ElementsAre(11, 7.5F));
}

TEST(TabularRegression, TellsAValue) {
  const auto task = task_of(prices());
  const Prediction told = task->told("rows.csv:2", task->answers(outputs_of({11})), 5);
  EXPECT_EQ(told.input, "rows.csv:2");
  EXPECT_EQ(told.value, 11);
  EXPECT_TRUE(told.label.empty());
}

TEST(TabularRegression, RefusesATargetThatIsAlwaysTheSame) {
  MemoryRows rows({"x", "price"}, {{"1", "0.1"}, {"2", "0.1"}, {"3", "0.1"}});
  rows.predict("price");
  EXPECT_ERROR(task_of(rows), kInvalidRecipe, "task.target: 'price' is 0.1 in all 3 training rows");
}

TEST(TabularRegression, RefusesATargetThatIsNoNumberByTheRow) {
  MemoryRows rows({"x", "price"}, {{"1", "7"}, {"2", "cheap"}});
  rows.predict("price");
  EXPECT_ERROR(task_of(rows), kInvalidData,
               "memory:3: the target 'price' is 'cheap', not a number");
}

TEST(TabularRegression, RefusesRowsWithoutATarget) {
  const MemoryRows rows({"x", "price"}, {{"1", "7"}, {"2", "8"}});
  EXPECT_ERROR(task_of(rows), kInvalidRecipe, "task.target: the rows have no target");
}

/// A model's files that are as they should be, but for what a test changes.
class PublishedTarget : public ::testing::Test {
 protected:
  PublishedTarget() {
    const MemoryRows rows = prices();
    const auto task = task_of(rows);
    store::ModelWriter writer(files_.directory, /*force=*/false);
    task->save(writer, files_.config);
    writer.publish({});
  }

  std::unique_ptr<Task> read() { return make_tabular_regression({.model = &files_}, {}); }

  void expect_refusal(const std::string& part) {
    test::expect_refusal(files_.path("config.json"), part, [this] { read(); });
  }

  test::TemporaryDirectory directory_;
  store::ModelFiles files_{.directory = directory_ / "model", .config = {}, .manifest = {}};
};

TEST_F(PublishedTarget, IsKeptByNameMeanAndDeviation) {
  EXPECT_EQ(files_.config["target"],
            nlohmann::ordered_json({{"name", "price"}, {"mean", 10}, {"std", 2}}));
  EXPECT_EQ(std::get<std::vector<float>>(read()->answers(outputs_of({11})).at(0).data).at(0), 11);
}

TEST_F(PublishedTarget, RefusesAConfigurationWithoutIt) {
  files_.config.erase("target");
  expect_refusal("there is no target");
}

TEST_F(PublishedTarget, RefusesADeviationThatIsNone) {
  files_.config["target"]["std"] = 0;
  expect_refusal("must be above 0, not 0");
}

TEST_F(PublishedTarget, RefusesATargetWithoutAName) {
  files_.config["target"].erase("name");
  expect_refusal("missing key 'name'");
}

/// A model that tells the price, and what it has for a target behind a training on other rows.
nlohmann::ordered_json trained_further_on(const MemoryRows& rows) {
  const test::TemporaryDirectory directory;
  store::ModelFiles files{.directory = directory / "model", .config = {}, .manifest = {}};
  store::ModelWriter writer(files.directory, /*force=*/false);
  task_of(prices())->save(writer, files.config);
  writer.publish({});
  TabularRegressionOptions options;
  if (rows.columns()[*rows.target()] != "price") options.ignore = {"price"};
  nlohmann::ordered_json config;
  store::ModelWriter next(directory / "next", /*force=*/false);
  make_tabular_regression({.train = &rows, .model = &files}, options)->save(next, config);
  return config["target"];
}

TEST(TabularRegression, KeepsItsUnitWhereItIsTrainedFurther) {
  MemoryRows rows({"x", "price"}, {{"1", "80"}, {"2", "120"}});
  const auto target = trained_further_on(rows.predict("price"));
  EXPECT_EQ(target["mean"], 10);
  EXPECT_EQ(target["std"], 2);
}

TEST(TabularRegression, TakesTheUnitOfAnotherTargetThatItIsTrainedFurtherFor) {
  MemoryRows rows({"x", "price", "rent"}, {{"1", "8", "100"}, {"2", "12", "300"}});
  const auto target = trained_further_on(rows.predict("rent"));
  EXPECT_EQ(target["name"], "rent");
  EXPECT_EQ(target["mean"], 200);
  EXPECT_EQ(target["std"], 100);
}

}  // namespace
}  // namespace maas::tasks
