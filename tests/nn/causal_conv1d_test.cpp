#include "nn/causal_conv1d.h"

#include <ATen/ops/arange.h>
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

/// A kernel may be longer than what there is: 8 taps a million steps apart would pad 28 MB.
TEST(CausalConv1d, LooksBackOnNothingAsOnZeros) {
  for (const std::int64_t dilation : {1, 2, 3, 5, 1 << 20}) {
    CausalConv1d layer(1, 1, /*kernel=*/8, dilation);
    layer.weight.set_data(at::arange(1, 9, at::kFloat).view({1, 1, 8}));
    const at::Tensor input = at::arange(1, 7, at::kFloat).view({1, 1, 6});
    const at::Tensor given = layer.forward(input);
    for (std::int64_t step = 0; step < 6; ++step) {
      float expected = 0;
      for (std::int64_t tap = 0; tap < 8 && step >= tap * dilation; ++tap) {
        expected += static_cast<float>((8 - tap) * (1 + step - tap * dilation));
      }
      EXPECT_EQ(given[0][0][step].item<float>(), expected) << dilation << ", step " << step;
    }
  }
}

}  // namespace
}  // namespace maas::nn
