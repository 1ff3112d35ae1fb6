#include "operators/small_conv.h"

#include <limits>

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/TracerMode.h>
#include <ATen/autocast_mode.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/rand_like.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/relu.h>

#include "kernels/every_isa.h"
#include "support/support.h"

namespace maas::operators {

using namespace kernels;
namespace {

/// The numbers that define a case: drawn from a seed, so that a failure names its case.
struct Case {
  int64_t pictures, channels, rows, columns, out_channels, kernel_rows, kernel_columns;
  int64_t pad_rows, pad_columns;
  bool with_bias;
};

std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << "input " << c.pictures << "x" << c.channels << "x" << c.rows << "x" << c.columns
             << ", kernel " << c.out_channels << "x" << c.kernel_rows << "x" << c.kernel_columns
             << ", padding " << c.pad_rows << "x" << c.pad_columns << ", bias " << c.with_bias;
}

int64_t draw(int64_t low, int64_t high) {
  return at::randint(low, high + 1, {1}).item<int64_t>();
}

Case random_case(int64_t least_output) {
  Case c{};
  c.pictures = draw(1, 40);
  c.channels = draw(1, 9);
  c.out_channels = draw(1, 17);
  c.kernel_rows = draw(1, 5);
  c.kernel_columns = draw(1, 5);
  c.pad_rows = draw(0, c.kernel_rows - 1);
  c.pad_columns = draw(0, c.kernel_columns - 1);
  c.rows = draw(std::max<int64_t>(1, c.kernel_rows + least_output - 1 - 2 * c.pad_rows), 16);
  c.columns =
      draw(std::max<int64_t>(1, c.kernel_columns + least_output - 1 - 2 * c.pad_columns), 16);
  c.with_bias = draw(0, 1) == 1;
  return c;
}

/// A case's tensors, and the results of a convolution by one of two implementations.
struct Trial {
  explicit Trial(const Case& c)
      : input(at::randn({c.pictures, c.channels, c.rows, c.columns}).requires_grad_()),
        weight(at::randn({c.out_channels, c.channels, c.kernel_rows, c.kernel_columns})
                   .requires_grad_()),
        padding{c.pad_rows, c.pad_columns} {
    if (c.with_bias) bias = at::randn({c.out_channels}).requires_grad_();
  }

  /// Returns the output and the gradients by input, weight and bias.
  std::vector<at::Tensor> run(bool ours, bool pooled) const {
    std::vector<at::Tensor> leaves = {input, weight};
    if (bias.defined()) leaves.push_back(bias);
    const at::Tensor output = forward(ours, pooled);
    at::manual_seed(7);
    const at::Tensor direction = at::rand_like(output) - 0.5;
    for (const at::Tensor& leaf : leaves) leaf.mutable_grad() = at::Tensor();
    (output * direction).sum().backward();
    std::vector<at::Tensor> results = {output};
    for (const at::Tensor& leaf : leaves) results.push_back(leaf.grad());
    return results;
  }

  at::Tensor forward(bool ours, bool pooled) const {
    if (ours) {
      return pooled ? conv2d_relu_maxpool(input, weight, bias, padding)
                    : operators::conv2d(input, weight, bias, padding);
    }
    const at::Tensor convolved = at::conv2d(input, weight, bias, /*stride=*/1, padding);
    return pooled ? at::max_pool2d(at::relu(convolved), 2) : convolved;
  }

  at::Tensor input, weight, bias;
  std::vector<int64_t> padding;
};

void expect_close(const at::Tensor& ours, const at::Tensor& theirs, const char* name) {
  ASSERT_EQ(ours.sizes(), theirs.sizes()) << name;
  const double scale = theirs.abs().max().item<double>() + 1e-6;
  EXPECT_LT((ours - theirs).abs().max().item<double>() / scale, 1e-4) << name;
}

void expect_same_as_aten(const Case& c, bool pooled) {
  SCOPED_TRACE(testing::PrintToString(c));
  const Trial trial(c);
  const std::vector<at::Tensor> theirs = trial.run(/*ours=*/false, pooled);
  const std::vector<at::Tensor> ours = trial.run(/*ours=*/true, pooled);
  constexpr const char* kNames[] = {"output", "input's gradient", "weight's gradient",
                                    "bias's gradient"};
  for (size_t i = 0; i < theirs.size(); ++i) expect_close(ours[i], theirs[i], kNames[i]);
}

TEST(SmallConv, EqualsAtenOnRandomShapes) {
  for_every_isa([](Isa) {
    for (uint64_t seed = 0; seed < 60; ++seed) {
      at::manual_seed(seed);
      expect_same_as_aten(random_case(/*least_output=*/1), /*pooled=*/false);
    }
  });
}

TEST(SmallConv, PooledEqualsAtenOnRandomShapes) {
  for_every_isa([](Isa) {
    for (uint64_t seed = 0; seed < 60; ++seed) {
      at::manual_seed(seed);
      expect_same_as_aten(random_case(/*least_output=*/2), /*pooled=*/true);
    }
  });
}

TEST(SmallConv, EqualsAtenOnTheLayersOfLenet) {
  for_every_isa([](Isa) {
    at::manual_seed(1);
    expect_same_as_aten({64, 1, 28, 28, 6, 5, 5, 2, 2, true}, /*pooled=*/true);
    expect_same_as_aten({64, 6, 14, 14, 16, 5, 5, 0, 0, true}, /*pooled=*/true);
  });
}

TEST(SmallConv, EqualsAtenBeyondTheSizesItIsMeantFor) {
  for_every_isa([](Isa) {
    at::manual_seed(2);
    expect_same_as_aten({2, 64, 65, 64, 64, 3, 3, 1, 1, true}, /*pooled=*/true);
  });
}

TEST(SmallConv, TakesTensorsThatAreNotContiguous) {
  at::manual_seed(3);
  const at::Tensor input = at::randn({5, 8, 9, 3}).permute({0, 3, 1, 2});
  const at::Tensor weight = at::randn({5, 5, 3, 4}).permute({3, 2, 0, 1});
  expect_close(operators::conv2d(input, weight, {}, {1, 1}), at::conv2d(input, weight, {}, 1, 1),
               "output");
}

TEST(SmallConv, GivesTheSameBytesWithAnyNumberOfThreads) {
  at::manual_seed(4);
  const Trial trial({40, 3, 12, 12, 7, 5, 5, 2, 2, true});
  const int before = at::get_num_threads();
  at::set_num_threads(1);
  const std::vector<at::Tensor> one = trial.run(/*ours=*/true, /*pooled=*/true);
  for (const int threads : {2, 3}) {
    at::set_num_threads(threads);
    const std::vector<at::Tensor> many = trial.run(/*ours=*/true, /*pooled=*/true);
    for (size_t i = 0; i < one.size(); ++i) EXPECT_TRUE(at::equal(one[i], many[i])) << i;
  }
  at::set_num_threads(before);
}

TEST(SmallConv, GivesAPictureTheSameBytesAloneAsAmongOthers) {
  for_every_isa([](Isa) {
    for (uint64_t seed = 0; seed < 40; ++seed) {
      at::manual_seed(seed);
      Case c = random_case(/*least_output=*/2);
      c.pictures = 9;
      SCOPED_TRACE(testing::PrintToString(c));
      const at::NoGradGuard no_grad;
      Trial trial(c);
      const bool pooled = seed % 2 == 0;
      const at::Tensor together = trial.forward(/*ours=*/true, pooled);
      for (const int64_t count : {1, 2, 3, 4}) {
        const at::Tensor all = trial.input;
        trial.input = all.narrow(0, 5, count);
        EXPECT_TRUE(at::equal(trial.forward(/*ours=*/true, pooled), together.narrow(0, 5, count)));
        trial.input = all;
      }
    }
  });
}

TEST(SmallConv, CarriesNanThroughPooling) {
  for_every_isa([](Isa) {
    at::Tensor input = -at::ones({3, 1, 4, 4});
    input[1][0][1][0] = std::numeric_limits<float>::quiet_NaN();
    const at::Tensor output = conv2d_relu_maxpool(input, at::ones({1, 1, 1, 1}), {}, {0, 0});
    const at::Tensor nans = output.isnan();
    EXPECT_TRUE(nans[1][0][0][0].item<bool>());
    EXPECT_EQ(nans.sum().item<int64_t>(), 1);
  });
}

TEST(SmallConv, SendsNoGradientThroughPixelsThatReluCutOff) {
  for_every_isa([](Isa) {
    const at::Tensor input = (-at::ones({2, 1, 4, 4})).requires_grad_();
    conv2d_relu_maxpool(input, at::ones({1, 1, 1, 1}), {}, {0, 0}).sum().backward();
    EXPECT_EQ(input.grad().abs().sum().item<float>(), 0.0f);
  });
}

bool applies(at::IntArrayRef input, at::IntArrayRef weight, at::IntArrayRef padding = {1, 1}) {
  return small_conv_applies(at::empty(input), at::empty(weight), {1, 1}, padding, {1, 1}, 1);
}

TEST(SmallConv, AppliesToSmallShapesOnly) {
  EXPECT_TRUE(applies({4, 16, 64, 64}, {32, 16, 3, 3}));
  EXPECT_FALSE(applies({4, 17, 64, 64}, {32, 17, 3, 3}));
  EXPECT_FALSE(applies({4, 16, 65, 64}, {32, 16, 3, 3}));
  EXPECT_FALSE(applies({4, 16, 64, 65}, {32, 16, 3, 3}));
  EXPECT_FALSE(applies({4, 16, 64, 64}, {33, 16, 3, 3}));
  EXPECT_FALSE(applies({4, 16, 64, 64}, {32, 15, 3, 3}));
  EXPECT_FALSE(applies({4, 16, 64, 64}, {32, 16, 3, 3}, {3, 1}));
  EXPECT_FALSE(applies({4, 16, 2, 64}, {32, 16, 3, 3}, {0, 0}));
  EXPECT_FALSE(applies({4, 16, 64}, {32, 16, 3, 3}));
}

TEST(SmallConv, AppliesToFewPicturesWithFewChannelsOnly) {
  EXPECT_TRUE(applies({1, 6, 14, 14}, {16, 6, 5, 5}));
  EXPECT_FALSE(applies({3, 7, 14, 14}, {16, 7, 5, 5}));
}

TEST(SmallConv, AppliesToPlainConvolutionsOfFloatsOnly) {
  const at::Tensor input = at::empty({4, 3, 8, 8});
  const at::Tensor weight = at::empty({4, 3, 3, 3});
  EXPECT_TRUE(small_conv_applies(input, weight, {1, 1}, {1, 1}, {1, 1}, 1));
  EXPECT_FALSE(small_conv_applies(input, weight, {2, 1}, {1, 1}, {1, 1}, 1));
  EXPECT_FALSE(small_conv_applies(input, weight, {1, 1}, {1, 1}, {1, 2}, 1));
  EXPECT_FALSE(small_conv_applies(input, weight, {1, 1}, {1, 1}, {1, 1}, 3));
  EXPECT_FALSE(small_conv_applies(input.to(at::kDouble), weight, {1, 1}, {1, 1}, {1, 1}, 1));
}

TEST(SmallConv, LeavesTracedNetworksToTheLibrary) {
  at::tracer::impl::set_dispatch_enabled(true);
  EXPECT_FALSE(applies({4, 1, 8, 8}, {4, 1, 3, 3}));
  at::tracer::impl::set_dispatch_enabled(false);
  EXPECT_TRUE(applies({4, 1, 8, 8}, {4, 1, 3, 3}));
}

TEST(SmallConv, LeavesAutocastToTheLibrary) {
  at::autocast::set_autocast_enabled(at::kCPU, true);
  EXPECT_FALSE(applies({4, 1, 8, 8}, {4, 1, 3, 3}));
  at::autocast::set_autocast_enabled(at::kCPU, false);
}

TEST(SmallConv, RefusesShapesThatDoNotFit) {
  EXPECT_ERROR(operators::conv2d(at::randn({2, 3, 8}), at::randn({4, 3, 3, 3}), {}, {1, 1}),
               kInternal,
               "no small convolution of [2, 3, 8]Float with [4, 3, 3, 3]Float and padding [1, 1]");
}

TEST(SmallConv, RefusesABiasOfAnotherSize) {
  EXPECT_ERROR(
      operators::conv2d(at::randn({2, 3, 8, 8}), at::randn({4, 3, 3, 3}), at::randn({3}), {1, 1}),
      kInternal, "the bias of 3 elements does not fit 4 output channels");
}

TEST(SmallConv, RefusesToPoolASinglePixel) {
  EXPECT_ERROR(conv2d_relu_maxpool(at::randn({2, 3, 3, 8}), at::randn({4, 3, 3, 3}), {}, {0, 0}),
               kInternal, "no 2 by 2 window");
}

TEST(SmallConv, RefusesASecondDerivative) {
  const at::Tensor input = at::randn({2, 3, 8, 8}).requires_grad_();
  const at::Tensor output = operators::conv2d(input, at::randn({4, 3, 3, 3}), {}, {0, 0}).sum();
  EXPECT_ERROR(output.backward({}, /*retain_graph=*/true, /*create_graph=*/true), kInternal,
               "no second derivative");
}

}  // namespace
}  // namespace maas::operators
