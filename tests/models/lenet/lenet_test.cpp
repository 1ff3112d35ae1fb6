#include "models/lenet/lenet.h"

#include <ATen/ops/conv2d.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/relu.h>

#include "nn/initialize.h"
#include "support/support.h"

namespace maas::models {
namespace {

/// LeNet-5 by LibTorch's operators alone.
at::Tensor reference(const Network& network, const at::Tensor& input) {
  const auto parameters = network.named_parameters();
  const auto conv = [&](const at::Tensor& x, const std::string& name, std::int64_t padding) {
    const at::Tensor y = at::conv2d(x, parameters[name + ".weight"], parameters[name + ".bias"],
                                    /*stride=*/1, padding);
    return at::max_pool2d(at::relu(y), 2);
  };
  const auto linear = [&](const at::Tensor& x, const std::string& name) {
    return at::linear(x, parameters[name + ".weight"], parameters[name + ".bias"]);
  };
  at::Tensor x = conv(conv(input, "conv1", 2), "conv2", 0).flatten(1);
  x = at::relu(linear(x, "fc1"));
  x = at::relu(linear(x, "fc2"));
  return linear(x, "fc3");
}

TEST(Lenet, IsLenet) {
  const auto network = make_lenet({.input = {1, 28, 28}, .outputs = 10}, {});
  nn::initialize(*network, "random", 1);
  const at::Tensor input = at::randn({6, 1, 28, 28});
  EXPECT_LT((network->forward(input) - reference(*network, input)).abs().max().item<double>(),
            1e-5);
}

TEST(Lenet, HasTheParametersOfLenet) {
  const auto network = make_lenet({.input = {1, 28, 28}, .outputs = 10}, {});
  std::int64_t count = 0;
  for (const at::Tensor& parameter : network->parameters()) count += parameter.numel();
  EXPECT_EQ(count, 61'706);
}

TEST(Lenet, TakesPicturesFromTwelvePixelsOn) {
  const auto network = make_lenet({.input = {1, 12, 13}, .outputs = 2}, {});
  EXPECT_EQ(network->forward(at::randn({3, 1, 12, 13})).size(1), 2);
  EXPECT_ERROR(make_lenet({.input = {1, 11, 28}, .outputs = 2}, {}), kInvalidRecipe,
               "at least 12x12 pixels, not [1, 11, 28]");
}

TEST(Lenet, RefusesAnotherNumberOfLayers) {
  EXPECT_ERROR(make_lenet({.input = {1, 28, 28}, .outputs = 2}, {.channels = {6}}), kInvalidRecipe,
               "2 channel counts and 2 hidden widths, not 1 and 2");
}

}  // namespace
}  // namespace maas::models
