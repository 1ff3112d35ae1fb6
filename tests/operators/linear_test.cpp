#include "operators/linear.h"

#include <limits>

#include <ATen/Parallel.h>
#include <ATen/TracerMode.h>
#include <ATen/autocast_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/rand_like.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/relu.h>

#include "support/support.h"

namespace maas::operators {
namespace {

int64_t draw(int64_t low, int64_t high) {
  return at::randint(low, high + 1, {1}).item<int64_t>();
}

/// A layer and its inputs, drawn from a seed.
struct Trial {
  Trial(int64_t rows, int64_t inputs, int64_t outputs)
      : input(at::randn({rows, inputs}).requires_grad_()),
        weight(at::randn({outputs, inputs}).requires_grad_()),
        bias(at::randn({outputs}).requires_grad_()) {}

  at::Tensor ours(bool relu) const {
    return relu ? linear_relu(input, weight, bias) : operators::linear(input, weight, bias);
  }

  at::Tensor theirs(bool relu) const {
    const at::Tensor sums = at::linear(input, weight, bias);
    return relu ? at::relu(sums) : sums;
  }

  /// Returns an output and the gradients by input, weight and bias.
  std::vector<at::Tensor> with_gradients(const at::Tensor& output) const {
    at::manual_seed(7);
    const at::Tensor direction = at::rand_like(output) - 0.5;
    for (const at::Tensor& leaf : {input, weight, bias}) leaf.mutable_grad() = at::Tensor();
    (output * direction).sum().backward();
    return {output, input.grad(), weight.grad(), bias.grad()};
  }

  at::Tensor input, weight, bias;
};

void expect_close(const std::vector<at::Tensor>& ours, const std::vector<at::Tensor>& theirs) {
  for (size_t i = 0; i < theirs.size(); ++i) {
    ASSERT_EQ(ours[i].sizes(), theirs[i].sizes()) << i;
    const double scale = theirs[i].abs().max().item<double>() + 1e-6;
    EXPECT_LT((ours[i] - theirs[i]).abs().max().item<double>() / scale, 1e-4) << i;
  }
}

TEST(FusedLinear, EqualsAtenOnRandomShapes) {
  for (uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    at::manual_seed(seed);
    const Trial trial(draw(1, 70), draw(1, 90), draw(1, 300));
    for (const bool relu : {false, true}) {
      expect_close(trial.with_gradients(trial.ours(relu)),
                   trial.with_gradients(trial.theirs(relu)));
    }
  }
}

TEST(FusedLinear, EqualsAtenWhereThreadsShareTheColumns) {
  at::manual_seed(1);
  const Trial trial(300, 50, 1000);
  expect_close(trial.with_gradients(trial.ours(true)), trial.with_gradients(trial.theirs(true)));
}

TEST(FusedLinear, EqualsAtenWithoutAGraph) {
  const at::NoGradGuard no_grad;
  const Trial trial(5, 6, 7);
  expect_close({trial.ours(true)}, {trial.theirs(true)});
  EXPECT_FALSE(trial.ours(true).requires_grad());
}

TEST(FusedLinear, TakesTensorsThatAreNotContiguous) {
  const at::Tensor input = at::randn({6, 5}).t();
  const at::Tensor weight = at::randn({6, 7}).t().requires_grad_();
  const at::Tensor bias = at::randn({14}).slice(0, 0, 14, 2);
  const at::Tensor direction = at::randn({7, 5}).t();
  (operators::linear(input, weight, bias) * direction).sum().backward();
  EXPECT_LT((weight.grad() - direction.t().mm(input)).abs().max().item<double>(), 1e-5);
  EXPECT_LT((operators::linear(input, weight, bias) - at::linear(input, weight, bias))
                .abs()
                .max()
                .item<double>(),
            1e-5);
}

TEST(FusedLinear, GivesTheSameSumsWithAnyNumberOfThreads) {
  at::manual_seed(4);
  const Trial trial(200, 8, 1000);
  const int before = at::get_num_threads();
  at::set_num_threads(1);
  const at::Tensor one = trial.with_gradients(trial.ours(true))[3];
  for (const int threads : {2, 3}) {
    at::set_num_threads(threads);
    EXPECT_TRUE(at::equal(trial.with_gradients(trial.ours(true))[3], one)) << threads;
  }
  at::set_num_threads(before);
}

TEST(FusedLinear, CarriesNanThroughRelu) {
  at::Tensor bias = -at::ones({3});
  bias[1] = std::numeric_limits<float>::quiet_NaN();
  const at::Tensor output = linear_relu(at::ones({2, 1}), at::empty({3, 1}).zero_(), bias);
  EXPECT_EQ(output.isnan().sum().item<int64_t>(), 2);
  EXPECT_TRUE(output[0][1].isnan().item<bool>());
}

TEST(FusedLinear, SendsNoGradientThroughSumsThatReluCutOff) {
  const at::Tensor weight = (-at::ones({3, 1})).requires_grad_();
  linear_relu(at::ones({2, 1}), weight, at::ones({3})).sum().backward();
  EXPECT_EQ(weight.grad().abs().sum().item<float>(), 0.0f);
}

bool applies(at::IntArrayRef input, at::IntArrayRef weight, at::IntArrayRef bias) {
  return linear_applies(at::empty(input), at::empty(weight), at::empty(bias));
}

TEST(FusedLinear, AppliesToMatricesThatFit) {
  EXPECT_TRUE(applies({4, 3}, {2, 3}, {2}));
  EXPECT_FALSE(applies({4, 4, 3}, {2, 3}, {2}));
  EXPECT_FALSE(applies({0, 3}, {2, 3}, {2}));
  EXPECT_FALSE(applies({4, 3}, {2, 4}, {2}));
  EXPECT_FALSE(applies({4, 3}, {2, 3}, {3}));
}

TEST(FusedLinear, AppliesToFloatsOnly) {
  const at::Tensor input = at::empty({4, 3}, at::kDouble);
  EXPECT_FALSE(linear_applies(input, at::empty({2, 3}), at::empty({2})));
}

TEST(FusedLinear, LeavesTracedNetworksToTheLibrary) {
  at::tracer::impl::set_dispatch_enabled(true);
  EXPECT_FALSE(applies({4, 3}, {2, 3}, {2}));
  at::tracer::impl::set_dispatch_enabled(false);
}

TEST(FusedLinear, LeavesAutocastToTheLibrary) {
  at::autocast::set_autocast_enabled(at::kCPU, true);
  EXPECT_FALSE(applies({4, 3}, {2, 3}, {2}));
  at::autocast::set_autocast_enabled(at::kCPU, false);
}

TEST(FusedLinear, RefusesASecondDerivative) {
  const Trial trial(2, 3, 4);
  EXPECT_ERROR(trial.ours(true).sum().backward({}, /*retain_graph=*/true, /*create_graph=*/true),
               kInternal, "no second derivative");
}

}  // namespace
}  // namespace maas::operators
