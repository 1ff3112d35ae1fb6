#include "models/mlp/mlp.h"

#include <ATen/ops/equal.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/tanh.h>

#include "nn/initialize.h"
#include "support/support.h"

namespace maas::models {
namespace {

std::shared_ptr<Network> mlp(const MlpOptions& options,
                             const Problem& problem = {.input = {1, 2, 3}, .outputs = 4}) {
  auto network = make_mlp(problem, options);
  nn::initialize(*network, "random", 1);
  return network;
}

at::Tensor layer(const Network& network, const std::string& name, const at::Tensor& x) {
  const auto parameters = network.named_parameters();
  return at::linear(x, parameters[name + ".weight"], parameters[name + ".bias"]);
}

TEST(Mlp, ConnectsItsLayersThroughTheActivation) {
  const std::pair<const char*, at::Tensor (*)(const at::Tensor&)> activations[] = {
      {"relu", [](const at::Tensor& x) { return at::relu(x); }},
      {"gelu", [](const at::Tensor& x) { return at::gelu(x); }},
      {"tanh", [](const at::Tensor& x) { return at::tanh(x); }},
      {"sigmoid", [](const at::Tensor& x) { return at::sigmoid(x); }}};
  const at::Tensor input = at::randn({5, 1, 2, 3});
  for (const auto& [name, activation] : activations) {
    const auto network = mlp({.hidden = {7, 6}, .activation = name});
    const at::Tensor first = activation(layer(*network, "hidden1", input.flatten(1)));
    const at::Tensor second = activation(layer(*network, "hidden2", first));
    EXPECT_TRUE(at::equal(network->forward(input), layer(*network, "output", second))) << name;
  }
}

TEST(Mlp, WithoutHiddenLayersIsLinear) {
  const auto network = mlp({.hidden = {}});
  const at::Tensor input = at::randn({5, 1, 2, 3});
  EXPECT_TRUE(at::equal(network->forward(input), layer(*network, "output", input.flatten(1))));
}

TEST(Mlp, TakesRows) {
  const auto network = mlp({.hidden = {5}}, {.input = {7}, .outputs = 1});
  const at::Tensor input = at::randn({3, 7});
  const at::Tensor hidden = at::relu(layer(*network, "hidden1", input));
  EXPECT_TRUE(at::equal(network->forward(input), layer(*network, "output", hidden)));
}

TEST(Mlp, DropsHiddenValuesWhileTrainingAlone) {
  const auto network = mlp({.hidden = {64}, .dropout = 0.5});
  const at::Tensor input = at::randn({5, 1, 2, 3});
  network->eval();
  EXPECT_TRUE(at::equal(network->forward(input), network->forward(input)));
  network->train();
  EXPECT_FALSE(at::equal(network->forward(input), network->forward(input)));
}

TEST(Mlp, RefusesToConnectNothing) {
  EXPECT_ERROR(make_mlp({.input = {1, 0, 3}, .outputs = 4}, {}), kInvalidRecipe,
               "mlp cannot connect 0 inputs");
  EXPECT_ERROR(make_mlp({.input = {1, 2, 3}, .outputs = 0}, {}), kInvalidRecipe, "with 0 outputs");
}

}  // namespace
}  // namespace maas::models
