#include <algorithm>
#include <ostream>

#include <ATen/ops/ones.h>
#include <ATen/ops/randn.h>
#include <nlohmann/json.hpp>

#include "data/cartpole/cartpole.h"
#include "inference/forward.h"
#include "maas/catalog.h"
#include "models/registry.h"
#include "nn/initialize.h"
#include "support/memory_dataset.h"
#include "support/memory_graphs.h"
#include "support/memory_pairs.h"
#include "support/memory_rows.h"
#include "support/memory_series.h"
#include "support/memory_texts.h"
#include "support/support.h"
#include "tasks/registry.h"

namespace maas::tasks {
namespace {

constexpr std::int64_t kSamples = 48;

/// Samples of a kind of data that any task of it can be fitted to: their classes are numbers too.
/// Of graphs they are what the task is for.
std::shared_ptr<const data::Dataset> samples_of(const std::string& kind, const std::string& task) {
  if (kind == kind::kImage) {
    return std::make_shared<test::MemoryDataset>(kSamples, data::ImageShape{1, 4, 4}, 4);
  }
  if (kind == kind::kRow) {
    return std::make_shared<test::MemoryRows>(test::flats(kSamples, 4).label_by("kind"));
  }
  if (kind == kind::kText) return test::learnable_texts(kSamples, 4);
  if (kind == kind::kTokens) return test::learnable_texts(8 * kSamples, 4);
  if (kind == kind::kGraph && task == "node-classification") return test::ring_nodes(kSamples, 4);
  if (kind == kind::kGraph) return test::learnable_graphs(kSamples, 4);
  if (kind == kind::kSeries) return test::waves(kSamples + 48);  // of which 48 are looked back on
  if (kind == kind::kPairs) return test::tastes(8, 12, 6);
  if (kind == kind::kEnvironment) {
    return data::make_cartpole("train", {{.episodes = kSamples}})->open();
  }
  fail(ErrorCode::kInternal, "add samples of the kind '{}' to this test", kind);
}

/// Samples to judge by: of who likes what, others than those that a task is fitted to.
std::shared_ptr<const data::Dataset> others_of(const std::string& kind, const std::string& task) {
  return kind == kind::kPairs ? test::tastes(8, 12, 6, /*seed=*/1) : samples_of(kind, task);
}

/// A network of no sense whose outputs are those of the problem's: one for each token of a stream,
/// or for each item that is asked about.
at::Tensor random_outputs(const tensor::Problem& problem, const tensor::Batch& batch) {
  if (const at::Tensor* const items = batch.find(tensor::part::kItems)) {
    return at::randn({batch.samples, items->numel() / batch.samples});
  }
  std::vector<std::int64_t> shape = {batch.samples, problem.outputs};
  const bool is_stream = problem.vocabulary > 0 && !problem.input.empty();
  if (is_stream) shape.insert(shape.begin() + 1, batch.parts.front().second.size(1));
  return at::randn(shape);
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

/// The first samples of a set.
tensor::Batch batch_of(const Task& task, const std::shared_ptr<const data::Dataset>& set,
                       std::int64_t most = kSamples, Use use = Use::kJudge) {
  const auto source = task.source(set, use);
  std::vector<std::int64_t> samples;
  for (std::int64_t i = 0; i < std::min(most, source->size()); ++i) samples.push_back(i);
  tensor::Batch batch = source->blank(samples);
  base::Random random(1);
  for (const std::int64_t row : samples) source->read(samples, row, random, batch);
  return batch;
}

/// A network that does what a task needs; null: any does.
std::shared_ptr<models::Network> network_for(const Card& task, const Task& made) {
  if (task.supports.empty()) return nullptr;
  for (const Card& card : catalog().cards(Registry::kArchitecture)) {
    if (card.supports != task.supports) continue;
    auto network = models::factories().make({card.name, card.options}, made.problem());
    nn::initialize(*network, "kaiming", 1);
    network->eval();
    return network;
  }
  fail(ErrorCode::kInternal, "there is no network for '{}'", task.name);
}

class EachTask : public ::testing::TestWithParam<Case> {
 protected:
  std::unique_ptr<Task> made(const Basis& basis) const {
    return factories().make({GetParam().card.name, GetParam().card.options}, basis);
  }

  tensor::Batch batch() const { return batch_of(*task_, others_); }

  /// What the task makes of a network that does what it needs, or of one of no sense.
  at::Tensor outputs_of(const tensor::Batch& batch, double divisor = 1) const {
    if (network_ != nullptr) {
      return task_->run(inference::forward_of(network_), batch).detach() / divisor;
    }
    const auto network = [&](const tensor::Batch& given) {
      return random_outputs(task_->problem(), given) / divisor;
    };
    return task_->run(network, batch);
  }

  /// A network of the task's own, or one of no sense but for a weight.
  std::pair<Forward, std::vector<at::Tensor>> learner() const {
    if (network_ != nullptr) return {inference::forward_of(network_), network_->parameters()};
    const at::Tensor weight = at::ones({1}).requires_grad_();
    const auto run = [weight, problem = task_->problem()](const tensor::Batch& given) {
      return random_outputs(problem, given) * weight;
    };
    return {Forward(run), {weight}};
  }

  tensor::HostTensors answers(std::int64_t samples) const {
    return task_->answers(outputs_of(batch_of(*task_, others_, samples)));
  }

  std::unique_ptr<Evaluation> judged() const {
    auto evaluation = task_->evaluation();
    const tensor::Batch samples = batch();
    evaluation->add(outputs_of(samples), samples);
    return evaluation;
  }

  std::shared_ptr<const data::Dataset> samples_ = samples_of(GetParam().kind, GetParam().card.name);
  std::shared_ptr<const data::Dataset> others_ = others_of(GetParam().kind, GetParam().card.name);
  DataBlock data_;
  std::unique_ptr<Task> task_ = made({.train = samples_.get(), .data = &data_, .top_k = {1, 2}});
  std::shared_ptr<models::Network> network_ = network_for(GetParam().card, *task_);
};

TEST_P(EachTask, GivesTheNetworkWhatItIsBuiltFor) {
  const tensor::Batch samples = batch_of(*task_, samples_, kSamples, Use::kTrain);
  EXPECT_GT(samples.samples, 0);
  EXPECT_LE(samples.samples, kSamples);
  EXPECT_EQ(samples.parts.front().first, task_->encoder().part());
  const tensor::Problem problem = task_->problem();
  EXPECT_EQ(problem.input, task_->encoder().shape());
  EXPECT_EQ(problem.vocabulary, task_->encoder().vocabulary());
  EXPECT_GT(problem.outputs, 0);
  const at::Tensor& inputs = samples.parts.front().second;
  if (problem.vocabulary > 0) {
    // Of a stream one token more, which is to be told; of users one number each.
    EXPECT_EQ(inputs.dim(), problem.items > 0 ? 1 : 2);
    EXPECT_LT(inputs.max().item<std::int64_t>(), problem.vocabulary);
  } else {
    std::vector<std::int64_t> shape = problem.input;
    shape.insert(shape.begin(), samples.samples);
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
  const std::int64_t samples = batch().samples;
  ASSERT_EQ(std::ssize(found.per_sample), samples);
  double sum = 0;
  for (const float value : found.per_sample) sum += value;
  EXPECT_NEAR(found.metrics.at(found.compared), sum / static_cast<double>(samples), 1e-5);
}

TEST_P(EachTask, NamesItsWorstMistakesFromTheWorstOn) {
  const auto mistakes = judged()->finish().mistakes;
  EXPECT_EQ(mistakes.empty(), GetParam().kind == kind::kTokens);  // windows have no name
  EXPECT_TRUE(std::ranges::is_sorted(mistakes, std::ranges::greater{}, &Mistake::loss));
  for (const Mistake& mistake : mistakes) {
    EXPECT_GE(mistake.sample, 0);
    EXPECT_LT(mistake.sample, samples_->size());
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
  const tensor::Batch samples = batch();
  EXPECT_ERROR(evaluation->add(outputs_of(samples, 0.0), samples), kFailed, "not finite");
}

TEST_P(EachTask, HasALossThatGradientsFlowFrom) {
  if (GetParam().kind == kind::kEnvironment) GTEST_SKIP() << "it learns from what its feed does";
  const auto [forward, weights] = learner();
  const Step step = task_->step(forward, batch_of(*task_, samples_, kSamples, Use::kTrain));
  EXPECT_EQ(step.loss.dim(), 0);
  EXPECT_FALSE(step.outputs.requires_grad());
  step.loss.backward();
  double slope = 0;
  for (const at::Tensor& weight : weights) {
    if (weight.grad().defined()) slope += weight.grad().abs().sum().item<double>();
  }
  EXPECT_GT(slope, 0);
}

TEST_P(EachTask, ShowsMetricsThatItGives) {
  const Findings found = judged()->finish();
  for (const std::string& name : shown_metrics(task_->metrics())) {
    EXPECT_TRUE(found.metrics.contains(name)) << name;
  }
  EXPECT_TRUE(found.metrics.contains(task_->metrics().front().name));
}

TEST_P(EachTask, AnswersWhatItsOutputsSay) {
  const tensor::HostTensors answer = answers(5);
  const std::vector<TensorSpec> outputs = task_->outputs();
  ASSERT_EQ(answer.size(), outputs.size());
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    EXPECT_EQ(answer[i].name, outputs[i].name);
    std::vector<std::int64_t> shape = outputs[i].shape;
    shape.front() = 5;
    ASSERT_EQ(answer[i].shape.size(), shape.size());
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
      const bool is_open = shape[axis] < 0;  // the network says how long it is
      EXPECT_TRUE(is_open || answer[i].shape[axis] == shape[axis]) << outputs[i].name;
    }
  }
}

TEST_P(EachTask, TellsOfAnAnswer) {
  const Prediction told = task_->told("sample.x", answers(1), 2);
  EXPECT_EQ(told.input, "sample.x");
  EXPECT_TRUE(told.value.has_value() || !told.values.empty() || told.items.has_value() ||
              !told.label.empty());
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
  const tensor::Batch samples = batch_of(*again, others_);
  ASSERT_EQ(samples.parts.size(), expected.parts.size());
  for (std::size_t i = 0; i < expected.parts.size(); ++i) {
    EXPECT_TRUE(samples.parts[i].second.equal(expected.parts[i].second)) << expected.parts[i].first;
  }
  const at::Tensor outputs = outputs_of(batch_of(*task_, others_, 4));
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
