#include "nn/linear.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/randn.h>

#include "nn/initialize.h"
#include "nn/layers.h"
#include "support/support.h"

namespace maas::nn {
namespace {

std::shared_ptr<Linear> layer(std::int64_t inputs, std::int64_t outputs) {
  auto linear = std::make_shared<Linear>(inputs, outputs);
  initialize(*linear, "random", 5);
  return linear;
}

TEST(Linear, IsAtensInAnyNumberOfDimensions) {
  const auto linear = layer(7, 5);
  for (const auto& shape : std::vector<std::vector<std::int64_t>>{{7}, {3, 7}, {2, 3, 7}}) {
    const at::Tensor input = at::randn(shape);
    EXPECT_LT(relative_difference(linear->forward(input),
                                  at::linear(input, linear->weight, linear->bias)),
              1e-6);
  }
}

TEST(Linear, HoldsAWeightAndABiasUnderThoseNames) {
  const auto linear = layer(7, 5);
  EXPECT_THAT(linear->named_parameters().keys(), ::testing::ElementsAre("weight", "bias"));
  EXPECT_EQ(linear->weight.sizes(), (std::vector<std::int64_t>{5, 7}));
}

class Int8Linear : public ::testing::TestWithParam<bool> {};

TEST_P(Int8Linear, ComputesWithTheRoundedWeight) {
  const at::NoGradGuard no_grad;
  const bool int8_activations = GetParam();
  const auto linear = layer(70, 33);
  const auto [codes, scale] = rounded(linear->weight);
  const at::Tensor weight = codes.to(at::kFloat) * scale.unsqueeze(1);
  const at::Tensor input = at::randn({4, 6, 70});
  const at::Tensor expected = at::linear(input, weight, linear->bias);
  linear->hold_int8(codes, scale, int8_activations);
  const at::Tensor output = linear->forward(input);
  EXPECT_EQ(output.sizes(), expected.sizes());
  EXPECT_LT(relative_difference(output, expected), int8_activations ? 0.02 : 1e-5);
}

TEST_P(Int8Linear, ReleasesTheWeight) {
  const auto linear = layer(70, 33);
  const auto [codes, scale] = rounded(linear->weight);
  linear->hold_int8(codes, scale, GetParam());
  EXPECT_EQ(linear->weight.numel(), 0);
}

INSTANTIATE_TEST_SUITE_P(Activations, Int8Linear, ::testing::Bool());

}  // namespace
}  // namespace maas::nn
