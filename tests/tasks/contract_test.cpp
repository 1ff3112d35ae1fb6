#include <algorithm>
#include <ostream>

#include <ATen/ops/ones.h>
#include <ATen/ops/randn.h>
#include <nlohmann/json.hpp>

#include "data/cartpole/cartpole.h"
#include "maas/catalog.h"
#include "support/memory_dataset.h"
#include "support/memory_rows.h"
#include "support/memory_texts.h"
#include "support/support.h"
#include "tasks/registry.h"

namespace maas::tasks {
namespace {

constexpr std::int64_t kSamples = 48;

/// Samples of a kind of data that any task can be fitted to: their classes are numbers too.
std::shared_ptr<const data::Dataset> samples_of(const std::string& kind) {
  if (kind == kind::kImage) {
    return std::make_shared<test::MemoryDataset>(kSamples, data::ImageShape{1, 4, 4}, 4);
  }
  if (kind == kind::kRow) {
    return std::make_shared<test::MemoryRows>(test::flats(kSamples, 4).label_by("kind"));
  }
  if (kind == kind::kText) return test::learnable_texts(kSamples, 4);
  if (kind == kind::kEnvironment) {
    return data::make_cartpole("train", {{.episodes = kSamples}})->open();
  }
  fail(ErrorCode::kInternal, "add samples of the kind '{}' to this test", kind);
}

/// A task's card, and a kind of data that the task takes.
struct Case {
  Card card;
  std::string kind;
};

void PrintTo(const Case& one, std::ostream* to) {
  *to << one.card.name << " of " << one.kind;
}

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const Card& card : catalog().cards(Registry::kTask)) {
    for (const std::string& kind : card.kinds) all.push_back({card, kind});
  }
  return all;
}

tensor::Batch batch_of(const Task& task, const std::shared_ptr<const data::Dataset>& set) {
  std::vector<std::int64_t> samples;
  for (std::int64_t i = 0; i < set->size(); ++i) samples.push_back(i);
  const auto source = task.source(set, Use::kJudge);
  tensor::Batch batch = source->blank(samples);
  base::Random random(1);
  for (const std::int64_t row : samples) source->read(samples, row, random, batch);
  return batch;
}

class EachTask : public ::testing::TestWithParam<Case> {
 protected:
  std::unique_ptr<Task> made(const Basis& basis) const {
    return factories().make({GetParam().card.name, GetParam().card.options}, basis);
  }

  tensor::Batch batch() const { return batch_of(*task_, samples_); }

  at::Tensor random_outputs(std::int64_t samples = kSamples) const {
    return at::randn({samples, task_->problem().outputs});
  }

  std::unique_ptr<Evaluation> judged() const {
    auto evaluation = task_->evaluation();
    evaluation->add(random_outputs(), batch());
    return evaluation;
  }

  std::shared_ptr<const data::Dataset> samples_ = samples_of(GetParam().kind);
  DataBlock data_;
  std::unique_ptr<Task> task_ = made({.train = samples_.get(), .data = &data_, .top_k = {1, 2}});
};

TEST_P(EachTask, GivesTheNetworkWhatItIsBuiltFor) {
  const tensor::Batch samples = batch();
  EXPECT_EQ(samples.samples, kSamples);
  EXPECT_EQ(samples.parts.front().first, task_->encoder().part());
  const tensor::Problem problem = task_->problem();
  EXPECT_EQ(problem.input, task_->encoder().shape());
  EXPECT_EQ(problem.vocabulary, task_->encoder().vocabulary());
  EXPECT_GT(problem.outputs, 0);
  const at::Tensor& inputs = samples.parts.front().second;
  if (problem.vocabulary > 0) {
    EXPECT_EQ(inputs.dim(), 2);
    EXPECT_LT(inputs.max().item<std::int64_t>(), problem.vocabulary);
  } else {
    std::vector<std::int64_t> shape = problem.input;
    shape.insert(shape.begin(), kSamples);
    EXPECT_EQ(inputs.sizes(), shape);
  }
}

TEST_P(EachTask, GivesTheMetricsThatItNames) {
  std::vector<std::string> given;
  for (const auto& [name, value] : judged()->finish().metrics) given.push_back(name);
  EXPECT_THAT(given, ::testing::UnorderedElementsAreArray(task_->metric_names()));
}

TEST_P(EachTask, NamesMetricsThatItsCardKnows) {
  for (const std::string& name : task_->metric_names()) {
    EXPECT_NE(find_metric(GetParam().card.metrics, name), nullptr) << name;
  }
}

TEST_P(EachTask, ComparesModelsByTheMeanOfItsSamples) {
  const Findings found = judged()->finish();
  ASSERT_EQ(found.per_sample.size(), static_cast<std::size_t>(kSamples));
  double sum = 0;
  for (const float value : found.per_sample) sum += value;
  EXPECT_NEAR(found.metrics.at(found.compared), sum / kSamples, 1e-5);
}

TEST_P(EachTask, NamesItsWorstMistakesFromTheWorstOn) {
  const auto mistakes = judged()->finish().mistakes;
  EXPECT_FALSE(mistakes.empty());
  EXPECT_TRUE(std::ranges::is_sorted(mistakes, std::ranges::greater{}, &Mistake::loss));
  for (const Mistake& mistake : mistakes) {
    EXPECT_GE(mistake.sample, 0);
    EXPECT_LT(mistake.sample, kSamples);
    EXPECT_FALSE(mistake.facts.empty());
  }
}

TEST_P(EachTask, HoldsItsMetricsWithinTheirIntervals) {
  const auto evaluation = judged();
  const Findings found = evaluation->finish();
  const Intervals intervals = evaluation->intervals();
  EXPECT_TRUE(intervals.contains(task_->metrics().front().name));
  for (const auto& [name, interval] : intervals) {
    ASSERT_EQ(interval.size(), 2U) << name;
    EXPECT_LE(interval[0], found.metrics.at(name)) << name;
    EXPECT_GE(interval[1], found.metrics.at(name)) << name;
  }
}

TEST_P(EachTask, JudgesNoOutputsThatAreNotFinite) {
  const auto evaluation = task_->evaluation();
  EXPECT_ERROR(evaluation->add(random_outputs() / 0.0, batch()), kFailed, "not finite");
}

TEST_P(EachTask, HasALossThatGradientsFlowFrom) {
  if (GetParam().kind == kind::kEnvironment) GTEST_SKIP() << "it learns from what its feed does";
  const tensor::Batch samples = batch();
  const std::int64_t inputs = samples.parts.front().second.flatten(1).size(1);
  const at::Tensor weight = at::ones({inputs, task_->problem().outputs}).requires_grad_();
  const Step step = task_->step(
      [&](const tensor::Batch& given) {
        return given.parts.front().second.flatten(1).to(at::kFloat).matmul(weight);
      },
      samples);
  EXPECT_EQ(step.loss.dim(), 0);
  EXPECT_FALSE(step.outputs.requires_grad());
  step.loss.backward();
  EXPECT_GT(weight.grad().abs().sum().item<double>(), 0);
}

TEST_P(EachTask, ShowsMetricsThatItGives) {
  const Findings found = judged()->finish();
  for (const std::string& name : shown_metrics(task_->metrics())) {
    EXPECT_TRUE(found.metrics.contains(name)) << name;
  }
  EXPECT_TRUE(found.metrics.contains(task_->metrics().front().name));
}

TEST_P(EachTask, AnswersWhatItsOutputsSay) {
  const tensor::HostTensors answer = task_->answers(random_outputs(5));
  const std::vector<TensorSpec> outputs = task_->outputs();
  ASSERT_EQ(answer.size(), outputs.size());
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    EXPECT_EQ(answer[i].name, outputs[i].name);
    std::vector<std::int64_t> shape = outputs[i].shape;
    shape.front() = 5;
    EXPECT_EQ(answer[i].shape, shape);
  }
}

TEST_P(EachTask, TellsOfAnAnswer) {
  const Prediction told = task_->told("sample.x", task_->answers(random_outputs(1)), 2);
  EXPECT_EQ(told.input, "sample.x");
  EXPECT_TRUE(told.value.has_value() || !told.label.empty());
}

TEST_P(EachTask, NamesAsManyLabelsAsItsOutputIsWide) {
  for (const TensorSpec& output : task_->outputs()) {
    const auto labels = task_->labels(output.name);
    if (labels.empty()) continue;
    EXPECT_EQ(std::ssize(labels), output.shape.back()) << output.name;
  }
}

TEST_P(EachTask, TakesRequestsThatItsEncoderDraws) {
  const encoders::Encoder& encoder = task_->encoder();
  base::Random random(1);
  tensor::HostTensors request = encoder.random_request(3, random);
  EXPECT_EQ(request.size(), encoder.inputs().size());
  EXPECT_EQ(encoder.check(request).samples, 3);
  const tensor::HostTensors prepared = encoder.prepare(std::move(request));
  EXPECT_EQ(prepared.front().name, encoder.part());
  EXPECT_EQ(prepared.front().rows(), 3);
}

/// Saved and made anew of a model's files, it is the same.
TEST_P(EachTask, SurvivesItsFiles) {
  const test::TemporaryDirectory directory;
  store::ModelWriter writer(directory / "model", /*force=*/false);
  store::ModelFiles files{.directory = directory / "model",
                          .config = {{"input_shape", task_->problem().input}},
                          .manifest = {.signature = signature_of(*task_)}};
  task_->save(writer, files.config);
  writer.publish(files.manifest);
  const auto again = made({.model = &files, .data = &data_, .top_k = {1, 2}});
  EXPECT_EQ(again->problem().input, task_->problem().input);
  EXPECT_EQ(again->problem().vocabulary, task_->problem().vocabulary);
  EXPECT_EQ(again->problem().outputs, task_->problem().outputs);
  EXPECT_EQ(again->metric_names(), task_->metric_names());
  const tensor::Batch expected = batch();
  const tensor::Batch samples = batch_of(*again, samples_);
  ASSERT_EQ(samples.parts.size(), expected.parts.size());
  for (std::size_t i = 0; i < expected.parts.size(); ++i) {
    EXPECT_TRUE(samples.parts[i].second.equal(expected.parts[i].second)) << expected.parts[i].first;
  }
  const at::Tensor outputs = random_outputs(4);
  const auto answer = task_->answers(outputs);
  const auto again_answer = again->answers(outputs);
  for (std::size_t i = 0; i < answer.size(); ++i) EXPECT_EQ(again_answer[i].data, answer[i].data);
}

INSTANTIATE_TEST_SUITE_P(Registry, EachTask, ::testing::ValuesIn(cases()), [](const auto& test) {
  std::string name = test.param.card.name + "_of_" + test.param.kind;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(Tasks, HaveACardAndAKindOfDataEach) {
  EXPECT_EQ(factories().size(), catalog().cards(Registry::kTask).size());
  for (const Card& card : catalog().cards(Registry::kTask)) {
    EXPECT_FALSE(card.kinds.empty()) << card.name;
  }
}

}  // namespace
}  // namespace maas::tasks
