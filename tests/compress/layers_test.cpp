#include "compress/layers.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include "compress/networks.h"
#include "models/mf/mf.h"
#include "support/support.h"

namespace maas::compress {
namespace {

TEST(Layers, AreFoundInTheNetworksOrder) {
  std::vector<std::string> names;
  for (const Layer& layer : layers_of(*test::lenet(), {})) names.push_back(layer.name);
  EXPECT_THAT(names, testing::ElementsAre("conv1", "conv2", "fc1", "fc2", "fc3"));
}

TEST(Layers, ShareTheirWeightWithTheNetwork) {
  const auto network = test::mlp();
  const at::NoGradGuard no_grad;
  layers_of(*network, {})[0].weight.zero_();
  EXPECT_EQ(test::parameter(*network, "hidden1.weight").abs().sum().item<float>(), 0);
}

TEST(Layers, CountTheBytesOfWeightAndBias) {
  EXPECT_EQ(layers_of(*test::lenet(), {})[0].bytes, 4 * (6 * 25 + 6));
}

TEST(Layers, AreMarkedWhenTheUserIgnoresThem) {
  const auto layers = layers_of(*test::mlp(), {"output"});
  EXPECT_FALSE(layers[0].ignored);
  EXPECT_TRUE(layers[2].ignored);
}

TEST(Layers, ThatAreIgnoredMustExist) {
  EXPECT_ERROR(layers_of(*test::mlp(), {"fc9"}), kInvalidRecipe, "no layer 'fc9' to ignore");
}

TEST(Layers, AreNeededToBeCompressed) {
  const auto network =
      models::make_mf({.input = {}, .vocabulary = 3, .outputs = 1, .items = 3}, {});
  EXPECT_ERROR(layers_of(*network, {}), kInvalidRecipe, "no linear or convolution layer");
}

TEST(Layers, WithNanAreRefusedByName) {
  const auto network = test::mlp();
  const at::NoGradGuard no_grad;
  test::parameter(*network, "hidden2.weight").view(-1)[3].fill_(std::nan(""));
  EXPECT_ERROR(layers_of(*network, {}), kInvalidData, "layer 'hidden2' holds NaN or infinity");
}

TEST(Layers, WithInfinityAreRefused) {
  const auto network = test::mlp();
  const at::NoGradGuard no_grad;
  test::parameter(*network, "output.weight").view(-1)[0].fill_(-INFINITY);
  EXPECT_ERROR(layers_of(*network, {}), kInvalidData, "layer 'output'");
}

TEST(Layers, MayHoldNanWhereTheyAreIgnored) {
  const auto network = test::mlp();
  const at::NoGradGuard no_grad;
  test::parameter(*network, "output.weight").fill_(std::nan(""));
  EXPECT_EQ(layers_of(*network, {"output"}).size(), 3);
}

TEST(RelativeError, IsTheNormOfTheDifferenceOverTheNorm) {
  EXPECT_DOUBLE_EQ(relative_error(at::tensor({3.0f, 4.0f}), at::tensor({3.0f, 3.0f})), 1.0 / 5);
}

TEST(RelativeError, OfTwoZeroTensorsIsZero) {
  EXPECT_EQ(relative_error(at::zeros({3}), at::zeros({3})), 0);
}

}  // namespace
}  // namespace maas::compress
