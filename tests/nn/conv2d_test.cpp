#include "nn/conv2d.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/relu.h>

#include "nn/initialize.h"
#include "nn/layers.h"
#include "support/support.h"

namespace maas::nn {
namespace {

struct Case {
  std::int64_t inputs, outputs, kernel, padding, side;
};

/// The second and the last are outside what our own kernels take.
constexpr Case kCases[] = {
    {1, 6, 5, 2, 28}, {3, 70, 3, 1, 12}, {6, 16, 5, 0, 14}, {4, 4, 3, 1, 80}};

std::shared_ptr<Conv2d> layer(const Case& c) {
  auto conv = std::make_shared<Conv2d>(Conv2dShape{
      .inputs = c.inputs, .outputs = c.outputs, .kernel = c.kernel, .padding = c.padding});
  initialize(*conv, "random", 5);
  return conv;
}

at::Tensor pictures(const Case& c) {
  return at::randn({3, c.inputs, c.side, c.side});
}

at::Tensor aten(const at::Tensor& input, const at::Tensor& weight, const Conv2d& conv,
                std::int64_t padding) {
  return at::conv2d(input, weight, conv.bias, /*stride=*/1, padding);
}

TEST(Conv2d, IsAtens) {
  for (const Case& c : kCases) {
    const auto conv = layer(c);
    const at::Tensor input = pictures(c);
    EXPECT_LT(
        relative_difference(conv->forward(input), aten(input, conv->weight, *conv, c.padding)),
        1e-5);
  }
}

TEST(Conv2d, WithReluAndPoolingIsAtens) {
  for (const Case& c : kCases) {
    const auto conv = layer(c);
    const at::Tensor input = pictures(c);
    const at::Tensor expected =
        at::max_pool2d(at::relu(aten(input, conv->weight, *conv, c.padding)), 2);
    EXPECT_LT(relative_difference(conv->forward_relu_pool(input), expected), 1e-5);
  }
}

TEST(Conv2d, WithReluAndPoolingHasAtensGradients) {
  for (const Case& c : kCases) {
    const auto conv = layer(c);
    const at::Tensor input = pictures(c);
    conv->forward_relu_pool(input).square().sum().backward();
    const at::Tensor ours = conv->weight.grad().clone();
    conv->weight.mutable_grad().reset();
    at::max_pool2d(at::relu(aten(input, conv->weight, *conv, c.padding)), 2)
        .square()
        .sum()
        .backward();
    EXPECT_LT(relative_difference(ours, conv->weight.grad()), 1e-4);
  }
}

TEST(Conv2d, ComputesInDoublePrecision) {
  const Case c = kCases[0];
  const auto conv = layer(c);
  conv->to(at::kDouble);
  const at::Tensor output = conv->forward_relu_pool(pictures(c).to(at::kDouble));
  EXPECT_EQ(output.scalar_type(), at::kDouble);
}

class Int8Conv2d : public ::testing::TestWithParam<bool> {};

TEST_P(Int8Conv2d, ComputesWithTheRoundedWeight) {
  const at::NoGradGuard no_grad;
  for (const Case& c : kCases) {
    const auto conv = layer(c);
    const at::Tensor input = pictures(c);
    const auto [codes, scale] = rounded(conv->weight);
    const at::Tensor weight = codes.to(at::kFloat) * scale.view({-1, 1, 1, 1});
    const at::Tensor expected = aten(input, weight, *conv, c.padding);
    conv->hold_int8(codes, scale, GetParam());
    EXPECT_LT(relative_difference(conv->forward(input), expected), GetParam() ? 0.03 : 1e-5);
    EXPECT_LT(
        relative_difference(conv->forward_relu_pool(input), at::max_pool2d(at::relu(expected), 2)),
        GetParam() ? 0.03 : 1e-5);
  }
}

INSTANTIATE_TEST_SUITE_P(Activations, Int8Conv2d, ::testing::Bool());

}  // namespace
}  // namespace maas::nn
