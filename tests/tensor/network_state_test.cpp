#include "tensor/network_state.h"

#include <ATen/ops/ones.h>
#include <ATen/ops/randn.h>

#include "nn/batch_norm2d.h"
#include "nn/linear.h"
#include "support/support.h"

namespace maas::tensor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

std::vector<std::string> names(const NamedTensors& tensors) {
  std::vector<std::string> all;
  for (const auto& [name, tensor] : tensors) all.push_back(name);
  return all;
}

/// A parameter of its own, a norm and two layers.
class Small final : public torch::nn::Module {
 public:
  Small() {
    register_parameter("scale", at::ones({1}));
    norm = register_module("norm", std::make_shared<nn::BatchNorm2d>(2));
    in = register_module("in", std::make_shared<nn::Linear>(3, 3));
    out = register_module("out", std::make_shared<nn::Linear>(3, 3));
  }

  std::shared_ptr<nn::BatchNorm2d> norm;
  std::shared_ptr<nn::Linear> in;
  std::shared_ptr<nn::Linear> out;
};

/// A module that registers one tensor under two names.
class Tied final : public torch::nn::Module {
 public:
  Tied() {
    const at::Tensor shared = register_parameter("embedding", at::ones({2, 2}));
    register_parameter("head", shared);
  }
};

TEST(NetworkState, ListsTrainedParametersAndBuffersWithThoseOfTheNetworkItself) {
  const Small network;
  const NetworkState state = state_of(network);
  EXPECT_THAT(names(state.trained), ElementsAre("scale", "norm.weight", "norm.bias", "in.weight",
                                                "in.bias", "out.weight", "out.bias"));
  EXPECT_THAT(state.frozen, IsEmpty());
  EXPECT_THAT(names(state.buffers),
              ElementsAre("norm.running_mean", "norm.running_var", "norm.num_batches_tracked"));
  EXPECT_EQ(state.all().size(), 10U);
  EXPECT_EQ(state.moving().size(), 10U);
}

TEST(NetworkState, ListsATiedTensorOnce) {
  const NetworkState state = state_of(Tied());
  EXPECT_THAT(names(state.trained), ElementsAre("embedding"));
  EXPECT_THAT(state.aliases, ElementsAre(Pair("head", "embedding")));
}

TEST(Freeze, MovesWhatItsPatternMatchesAsAWhole) {
  Small network;
  freeze(network, "[ni]*");
  const NetworkState state = state_of(network);
  EXPECT_THAT(names(state.frozen), ElementsAre("norm.weight", "norm.bias", "in.weight", "in.bias"));
  EXPECT_THAT(names(state.trained), ElementsAre("scale", "out.weight", "out.bias"));
  EXPECT_THAT(names(state.moving()),
              ElementsAre("scale", "out.weight", "out.bias", "norm.running_mean",
                          "norm.running_var", "norm.num_batches_tracked"));
}

TEST(Freeze, RefusesWhatMatchesNothingOrEverything) {
  Small network;
  EXPECT_ERROR(freeze(network, "nor"), kInvalidRecipe, "'nor' matches none of the network's 7");
  EXPECT_ERROR(freeze(network, "*"), kInvalidRecipe, "'*' matches every one");
}

TEST(SetTraining, LeavesAFrozenNormInEvaluationMode) {
  Small network;
  freeze(network, "norm.*");
  set_training(network);
  EXPECT_TRUE(network.is_training());
  EXPECT_TRUE(network.in->is_training());
  EXPECT_FALSE(network.norm->is_training());
  const at::Tensor before = network.norm->running_mean.clone();
  network.norm->forward(at::randn({4, 2, 3, 3}));
  EXPECT_TRUE(network.norm->running_mean.equal(before));
}

}  // namespace
}  // namespace maas::tensor
