#include <ATen/core/grad_mode.h>
#include <ATen/ops/randn.h>

#include <set>

#include "maas/catalog.h"
#include "support/support.h"
#include "training/golden.h"
#include "training/optimizers/registry.h"

namespace maas::optimizers {
namespace {

/// A quadratic around a goal: half the squared distance, so that the gradient is the difference.
class Quadratic {
 public:
  explicit Quadratic(std::int64_t seed) {
    at::manual_seed(static_cast<std::uint64_t>(seed));
    for (const auto& shape : {std::vector<std::int64_t>{3, 4}, {4}}) {
      goals_.push_back(at::randn(shape));
      parameters.tensors.push_back(at::randn(shape).requires_grad_());
      parameters.names.push_back("p" + std::to_string(parameters.names.size()));
    }
  }

  double distance() const {
    double sum = 0;
    for (std::size_t i = 0; i < goals_.size(); ++i) {
      sum += (parameters.tensors[i].detach() - goals_[i]).square().sum().item<double>();
    }
    return sum;
  }

  void step(Optimizer& optimizer, double lr) {
    for (std::size_t i = 0; i < goals_.size(); ++i) {
      parameters.tensors[i].mutable_grad() = parameters.tensors[i].detach() - goals_[i];
    }
    const at::NoGradGuard no_grad;
    optimizer.step(lr);
  }

  Parameters parameters;

 private:
  std::vector<at::Tensor> goals_;
};

class EachOptimizer : public ::testing::TestWithParam<Card> {
 protected:
  static std::unique_ptr<Optimizer> make(const Parameters& parameters) {
    return factories().make({GetParam().name, GetParam().options}, parameters);
  }
};

TEST_P(EachOptimizer, LowersAQuadratic) {
  Quadratic problem(1);
  const auto optimizer = make(problem.parameters);
  const double before = problem.distance();
  for (int step = 0; step < 300; ++step) problem.step(*optimizer, 0.02);
  EXPECT_LT(problem.distance(), 0.02 * before);
}

TEST_P(EachOptimizer, ContinuesFromItsStateByteForByte) {
  Quadratic first(2);
  const auto original = make(first.parameters);
  for (int step = 0; step < 5; ++step) first.step(*original, 0.02);

  Quadratic second(2);
  const auto copy = make(second.parameters);
  const auto from = original->state();
  const auto to = copy->state();
  ASSERT_EQ(from.size(), to.size());
  {
    const at::NoGradGuard no_grad;
    for (std::size_t i = 0; i < from.size(); ++i) to[i].second.copy_(from[i].second);
    for (std::size_t i = 0; i < first.parameters.tensors.size(); ++i) {
      second.parameters.tensors[i].copy_(first.parameters.tensors[i]);
    }
  }
  for (int step = 0; step < 3; ++step) {
    first.step(*original, 0.01);
    second.step(*copy, 0.01);
  }
  for (std::size_t i = 0; i < first.parameters.tensors.size(); ++i) {
    EXPECT_TRUE(first.parameters.tensors[i].equal(second.parameters.tensors[i]));
  }
}

TEST_P(EachOptimizer, NamesEachTensorOfItsStateAfterAParameter) {
  Quadratic problem(3);
  const auto optimizer = make(problem.parameters);
  std::set<std::string> names;
  for (const auto& [name, tensor] : optimizer->state()) {
    EXPECT_TRUE(names.insert(name).second) << name << " comes twice";
    EXPECT_TRUE(name.ends_with(".p0") || name.ends_with(".p1")) << name;
  }
}

TEST_P(EachOptimizer, StaysInPlaceAtALearningRateOfZero) {
  Quadratic problem(4);
  const auto optimizer = make(problem.parameters);
  const double before = problem.distance();
  problem.step(*optimizer, 0);
  EXPECT_EQ(problem.distance(), before);
}

TEST_P(EachOptimizer, TellsTheLearningRateOfTheRecipe) {
  Quadratic problem(5);
  const auto component =
      training::component_of(Registry::kOptimizer, GetParam().name, {{"lr", 0.125}});
  EXPECT_EQ(factories().make(component, problem.parameters)->base_lr(), 0.125);
}

INSTANTIATE_TEST_SUITE_P(Registry, EachOptimizer,
                         ::testing::ValuesIn(catalog().cards(Registry::kOptimizer)),
                         [](const auto& test) { return test.param.name; });

TEST(Optimizers, HaveACardEach) {
  EXPECT_EQ(factories().size(), catalog().cards(Registry::kOptimizer).size());
}

TEST(Optimizers, RefuseToLookAheadWithoutMomentum) {
  Quadratic problem(6);
  const auto sgd = training::component_of(Registry::kOptimizer, "sgd", {{"nesterov", true}});
  EXPECT_ERROR(factories().make(sgd, problem.parameters), kInvalidRecipe,
               "optim.nesterov needs a momentum above 0");
}

}  // namespace
}  // namespace maas::optimizers
