#include "compress/quantize/network.h"

#include <algorithm>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/rand.h>

#include "compress/networks.h"
#include "compress/quantize/rtn/rtn.h"
#include "support/support.h"

namespace maas::quantizers {
namespace {

QuantizedNetwork quantized(models::Network& network, const std::string& scheme = "w8a8",
                           const std::vector<std::string>& ignore = {}) {
  return quantize_network(network, *make_rtn({}), scheme, ignore);
}

at::Tensor find(const QuantizedNetwork& network, const std::string& name) {
  for (const auto& [key, tensor] : network.tensors) {
    if (key == name) return tensor;
  }
  return {};
}

std::vector<std::int64_t> shape_of(const QuantizedNetwork& network, const std::string& name) {
  return find(network, name).sizes().vec();
}

at::Tensor pictures() {
  return at::rand({5, 1, 28, 28}, at::detail::createCPUGenerator(3));
}

TEST(QuantizedNetwork, HoldsTheScalesOfALinearLayerAsAColumn) {
  EXPECT_THAT(shape_of(quantized(*test::lenet()), "fc1.weight_scale"),
              testing::ElementsAre(120, 1));
}

TEST(QuantizedNetwork, HoldsTheScalesOfAConvolutionInFourDimensions) {
  EXPECT_THAT(shape_of(quantized(*test::lenet()), "conv2.weight_scale"),
              testing::ElementsAre(16, 1, 1, 1));
}

TEST(QuantizedNetwork, KeepsTheShapeOfWeights) {
  const auto result = quantized(*test::lenet());
  EXPECT_THAT(shape_of(result, "conv2.weight"), testing::ElementsAre(16, 6, 5, 5));
  EXPECT_EQ(find(result, "conv2.weight").scalar_type(), at::kChar);
}

TEST(QuantizedNetwork, KeepsBiases) {
  const auto network = test::lenet();
  const at::NoGradGuard no_grad;
  test::parameter(*network, "fc2.bias").fill_(0.25);
  EXPECT_EQ(find(quantized(*network), "fc2.bias").mean().item<float>(), 0.25f);
}

TEST(QuantizedNetwork, NamesItsLayers) {
  EXPECT_THAT(quantized(*test::mlp(), "w8a8", {"output"}).plan.layers,
              testing::ElementsAre("hidden1", "hidden2"));
}

TEST(QuantizedNetwork, LeavesIgnoredLayersAlone) {
  const auto network = test::mlp();
  const at::Tensor before = test::parameter(*network, "output.weight").clone();
  const auto result = quantized(*network, "w8a8", {"output"});
  EXPECT_TRUE(at::equal(find(result, "output.weight"), before));
  EXPECT_FALSE(find(result, "output.weight_scale").defined());
  EXPECT_EQ(result.changes[2].change, "kept");
  EXPECT_EQ(result.changes[2].error, 0);
}

TEST(QuantizedNetwork, TellsTheErrorOfEachLayer) {
  for (const LayerChange& change : quantized(*test::lenet()).changes) {
    EXPECT_GT(change.error, 0.0005) << change.layer;
    EXPECT_LT(change.error, 0.02) << change.layer;
  }
}

TEST(QuantizedNetwork, TellsBytesThatAddUpToItsTensors) {
  const auto result = quantized(*test::lenet());
  std::int64_t told = 0;
  for (const LayerChange& change : result.changes) told += change.bytes_after;
  std::int64_t held = 0;
  for (const auto& [name, tensor] : result.tensors)
    held += static_cast<std::int64_t>(tensor.nbytes());
  EXPECT_EQ(told, held);
}

TEST(QuantizedNetwork, RefusesLayersThatDoNotExist) {
  EXPECT_ERROR(quantized(*test::mlp(), "w8a8", {"nothing"}), kInvalidRecipe, "'nothing'");
}

TEST(QuantizedNetwork, RefusesNan) {
  const auto network = test::mlp();
  const at::NoGradGuard no_grad;
  test::parameter(*network, "hidden1.weight").fill_(std::nan(""));
  EXPECT_ERROR(quantized(*network), kInvalidData, "layer 'hidden1'");
}

class QuantizedBy : public testing::TestWithParam<std::string> {};

TEST_P(QuantizedBy, TheSchemeComputesNearlyTheSame) {
  const at::NoGradGuard no_grad;
  const at::Tensor expected = test::lenet()->forward(pictures());
  const auto network = test::lenet();
  quantized(*network, GetParam());
  const at::Tensor difference = network->forward(pictures()) - expected;
  EXPECT_LT(difference.norm().item<float>(), 0.05f * expected.norm().item<float>());
  EXPECT_GT(difference.norm().item<float>(), 0);
}

TEST_P(QuantizedBy, TheSchemeMeansWeightsOfCodeTimesScale) {
  const at::NoGradGuard no_grad;
  const auto source = test::mlp();
  const auto result = quantized(*source, GetParam());
  const auto rounded = test::mlp();  // in float32, with the rounded weights
  for (const std::string layer : {"hidden1", "hidden2", "output"}) {
    test::parameter(*rounded, layer + ".weight")
        .copy_(find(result, layer + ".weight").to(at::kFloat) *
               find(result, layer + ".weight_scale"));
  }
  const at::Tensor input = at::rand({4, 1, 2, 3}, at::detail::createCPUGenerator(5));
  const at::Tensor expected = rounded->forward(input);
  const double tolerance = GetParam() == "w8a8" ? 0.02 : 0.005;
  EXPECT_LT((source->forward(input) - expected).norm().item<double>(),
            tolerance * expected.norm().item<double>());
}

INSTANTIATE_TEST_SUITE_P(Schemes, QuantizedBy, testing::Values("w8a8", "w8a16"));

}  // namespace
}  // namespace maas::quantizers
