#include <algorithm>

#include <ATen/ops/ones.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>

#include "maas/catalog.h"
#include "support/support.h"
#include "tasks/registry.h"

namespace maas::tasks {
namespace {

const std::vector<std::string> kClasses = {"red", "green", "blue", "grey"};
const std::vector<std::int64_t> kTop = {1, 2};

class EachTask : public ::testing::TestWithParam<Card> {
 protected:
  EachTask() : task_(factories().make({GetParam().name, GetParam().options}, kClasses, kTop)) {}

  static tensor::Batch batch() {
    return {.parts = {{tensor::part::kImage, at::rand({6, 1, 4, 4})},
                      {tensor::part::kLabel, at::randint(0, 4, {6}, at::kLong)}},
            .samples = 6,
            .weight = 6};
  }

  Findings findings() const {
    const auto evaluation = task_->evaluation();
    evaluation->add(at::randn({6, 4}), batch());
    return evaluation->finish();
  }

  std::unique_ptr<Task> task_;
};

TEST_P(EachTask, GivesTheMetricsThatItNames) {
  std::vector<std::string> given;
  for (const auto& [name, value] : findings().metrics) given.push_back(name);
  EXPECT_THAT(given, ::testing::UnorderedElementsAreArray(task_->metric_names()));
}

TEST_P(EachTask, NamesMetricsThatItsCardKnows) {
  for (const std::string& name : task_->metric_names()) {
    EXPECT_NE(find_metric(GetParam().metrics, name), nullptr) << name;
  }
}

TEST_P(EachTask, ComparesModelsByTheMeanOfItsSamples) {
  const Findings found = findings();
  ASSERT_EQ(found.per_sample.size(), 6U);
  double sum = 0;
  for (const float value : found.per_sample) sum += value;
  EXPECT_NEAR(found.metrics.at(found.compared), sum / 6, 1e-6);
}

TEST_P(EachTask, NamesItsWorstMistakesFromTheWorstOn) {
  const auto mistakes = findings().mistakes;
  EXPECT_TRUE(std::ranges::is_sorted(mistakes, std::ranges::greater{}, &Mistake::loss));
  for (const Mistake& mistake : mistakes) {
    EXPECT_GE(mistake.sample, 0);
    EXPECT_LT(mistake.sample, 6);
    EXPECT_FALSE(mistake.facts.empty());
  }
}

TEST_P(EachTask, HasALossThatGradientsFlowFrom) {
  const at::Tensor weight = at::ones({16, 4}).requires_grad_();
  const auto step = task_->step(
      [&](const at::Tensor& inputs) { return inputs.flatten(1).matmul(weight); }, batch());
  EXPECT_EQ(step.loss.dim(), 0);
  step.loss.backward();
  EXPECT_GT(weight.grad().abs().sum().item<double>(), 0);
}

TEST_P(EachTask, ShowsMetricsThatItGives) {
  const Findings found = findings();
  for (const std::string& name : shown_metrics(task_->metrics())) {
    EXPECT_TRUE(found.metrics.contains(name)) << name;
  }
  EXPECT_TRUE(found.metrics.contains(task_->metrics().front().name));
}

TEST_P(EachTask, AnswersWithOneDistributionPerSample) {
  const at::Tensor answer = task_->probabilities(at::randn({5, 4}));
  EXPECT_EQ(answer.sizes(), (std::vector<std::int64_t>{5, 4}));
  EXPECT_NEAR(answer.sum().item<double>(), 5, 1e-5);
}

INSTANTIATE_TEST_SUITE_P(Registry, EachTask, ::testing::ValuesIn(catalog().cards(Registry::kTask)),
                         [](const auto& test) {
                           std::string name = test.param.name;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(Tasks, HaveACardEach) {
  EXPECT_EQ(factories().size(), catalog().cards(Registry::kTask).size());
}

}  // namespace
}  // namespace maas::tasks
