#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/randn.h>

#include "compress/quantize/registry.h"
#include "maas/catalog.h"
#include "support/support.h"

/// What every quantization method promises.
namespace maas::quantizers {
namespace {

class EveryQuantizer : public testing::TestWithParam<std::string> {
 protected:
  const Card& card() const { return catalog().at(Registry::kQuantizer, GetParam()); }
  QuantizedWeight quantize(const at::Tensor& weight) const {
    return factories().make({card().name, card().options})->quantize(weight);
  }
  at::Tensor weight() const { return at::randn({6, 3, 5, 5}, at::detail::createCPUGenerator(7)); }
};

TEST_P(EveryQuantizer, SupportsSchemesThatExist) {
  EXPECT_FALSE(card().supports.empty());
  for (const std::string& scheme : card().supports) {
    EXPECT_THAT(scheme, testing::AnyOf("w8a8", "w8a16"));
  }
}

TEST_P(EveryQuantizer, GivesCodesOfTheWeightsShapeAndAScalePerOutput) {
  const auto quantized = quantize(weight());
  EXPECT_EQ(quantized.codes.sizes(), weight().sizes());
  EXPECT_EQ(quantized.codes.scalar_type(), at::kChar);
  EXPECT_EQ(quantized.scale.sizes(), (std::vector<std::int64_t>{6}));
  EXPECT_EQ(quantized.scale.scalar_type(), at::kFloat);
}

TEST_P(EveryQuantizer, LeavesOutTheCodeWithoutACounterpart) {
  EXPECT_GE(quantize(weight()).codes.min().item<int>(), -127);
}

TEST_P(EveryQuantizer, StaysNearTheWeight) {
  const at::Tensor w = weight();
  const at::Tensor difference = quantize(w).dequantized() - w;
  EXPECT_LT(difference.norm().item<float>(), 0.02f * w.norm().item<float>());
}

TEST_P(EveryQuantizer, LeavesTheGivenWeightAsItIs) {
  const at::Tensor w = weight();
  const at::Tensor copy = w.clone();
  quantize(w);
  EXPECT_TRUE(w.equal(copy));
}

INSTANTIATE_TEST_SUITE_P(Registry, EveryQuantizer,
                         testing::ValuesIn(catalog().names(Registry::kQuantizer)));

}  // namespace
}  // namespace maas::quantizers
