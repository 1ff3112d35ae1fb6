#include "compress/quantize/rtn/rtn.h"

#include <limits>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include "support/support.h"

namespace maas::quantizers {
namespace {

QuantizedWeight rtn(const at::Tensor& weight) {
  return make_rtn({})->quantize(weight);
}

/// A row whose largest value is 127 steps of 1/32.
at::Tensor in_steps(const std::vector<float>& steps) {
  return at::tensor(steps).div(32).unsqueeze(0);  // [1, steps]
}

TEST(Rtn, RoundsHalfAStepToTheEvenCode) {
  const auto quantized = rtn(in_steps({127, -63.5f, 0.5f, 1.5f, 2.5f, -0.5f, -1.5f, 100.25f}));
  EXPECT_TRUE(at::equal(quantized.codes,
                        at::tensor({127, -64, 0, 2, 2, 0, -2, 100}, at::kChar).unsqueeze(0)));
}

TEST(Rtn, ScalesByTheLargestValueOver127) {
  EXPECT_EQ(rtn(in_steps({1, -127, 3})).scale.item<float>(), 1.0f / 32);
}

TEST(Rtn, ScalesEachOutputByItself) {
  const auto quantized = rtn(at::tensor({1.0f, -0.5f, 1000.0f, 500.0f}).view({2, 2}));
  EXPECT_FLOAT_EQ(quantized.scale[0].item<float>(), 1.0f / 127);
  EXPECT_FLOAT_EQ(quantized.scale[1].item<float>(), 1000.0f / 127);
}

TEST(Rtn, GivesAnOutputOfZerosTheScaleOne) {
  const auto quantized = rtn(at::zeros({3, 4}));
  EXPECT_TRUE(at::equal(quantized.scale, at::tensor({1.0f, 1.0f, 1.0f})));
  EXPECT_EQ(quantized.codes.count_nonzero().item<std::int64_t>(), 0);
}

TEST(Rtn, TakesValuesTooSmallToDivideByForZeros) {
  const float tiny = std::numeric_limits<float>::denorm_min();
  const auto quantized = rtn(at::tensor({tiny, -tiny}).unsqueeze(0));
  EXPECT_EQ(quantized.scale.item<float>(), 1);
  EXPECT_EQ(quantized.codes.count_nonzero().item<std::int64_t>(), 0);
}

TEST(Rtn, TakesTheLargestFloat) {
  const float largest = std::numeric_limits<float>::max();
  EXPECT_TRUE(at::equal(rtn(at::tensor({largest, -largest}).unsqueeze(0)).codes,
                        at::tensor({127, -127}, at::kChar).unsqueeze(0)));
}

class RtnOfSeed : public testing::TestWithParam<std::uint64_t> {
 protected:
  /// Outputs of very different sizes.
  at::Tensor weight() const {
    auto generator = at::detail::createCPUGenerator(GetParam());
    const at::Tensor sizes = at::randn({24, 1, 1, 1}, generator).mul(4).exp();
    return at::randn({24, 3, 5, 5}, generator) * sizes;
  }
};

TEST_P(RtnOfSeed, MovesNoWeightByMoreThanHalfAStep) {
  const at::Tensor w = weight();
  const auto quantized = rtn(w);
  const at::Tensor steps =
      (quantized.dequantized() - w).abs() / quantized.scale.view({-1, 1, 1, 1});
  EXPECT_LE(steps.max().item<float>(), 0.5001f);
}

TEST_P(RtnOfSeed, UsesTheWholeRangeOfCodesOnEachOutput) {
  const auto codes = rtn(weight()).codes.to(at::kInt).flatten(1);
  EXPECT_TRUE(at::equal(codes.abs().amax(1), at::full({24}, 127, at::kInt)));
}

TEST_P(RtnOfSeed, FindsTheSameCodesInWhatItHasQuantized) {
  const auto once = rtn(weight());
  EXPECT_TRUE(at::equal(rtn(once.dequantized()).codes, once.codes));
}

INSTANTIATE_TEST_SUITE_P(Seeds, RtnOfSeed, testing::Range<std::uint64_t>(0, 20));

}  // namespace
}  // namespace maas::quantizers
