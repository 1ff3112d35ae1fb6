#include "nn/causal_conv1d.h"

#include <ATen/ops/tensor.h>
#include <gtest/gtest.h>

namespace maas::nn {
namespace {

TEST(CausalConv1d, SumsAStepAndOnesBeforeIt) {
  CausalConv1d layer(1, 1, /*kernel=*/2, /*dilation=*/2);
  layer.weight.set_data(at::tensor({10.0F, 1.0F}).view({1, 1, 2}));
  layer.bias.set_data(at::tensor({0.5F}));
  const at::Tensor input = at::tensor({1.0F, 2.0F, 3.0F, 4.0F}).view({1, 1, 4});
  const at::Tensor expected = at::tensor({1.5F, 2.5F, 13.5F, 24.5F}).view({1, 1, 4});
  EXPECT_TRUE(layer.forward(input).equal(expected));
}

}  // namespace
}  // namespace maas::nn
