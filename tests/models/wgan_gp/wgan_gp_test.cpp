#include "models/wgan_gp/wgan_gp.h"

#include <ATen/Context.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn.h>
#include <torch/csrc/autograd/autograd.h>

#include "nn/initialize.h"
#include "nn/roles.h"
#include "support/support.h"

namespace maas::models {
namespace {

std::shared_ptr<Network> small_network() {
  auto network = make_wgan_gp({.input = {3, 8, 12}, .outputs = 1},
                              {.latent = 5, .generator_channels = 2, .critic_channels = 3});
  nn::initialize(*network, "random", 1);
  return network;
}

TEST(WganGp, DrawsPicturesOfTheShapeThatItIsBuiltFor) {
  const auto network = small_network();
  auto& adversaries = dynamic_cast<nn::Adversaries&>(*network);
  const at::Tensor drawn = adversaries.generate(at::randn({4, adversaries.latent()}));
  EXPECT_EQ(drawn.sizes(), (std::vector<std::int64_t>{4, 3, 8, 12}));
  EXPECT_GE(drawn.min().item<float>(), 0);
  EXPECT_LE(drawn.max().item<float>(), 1);
}

TEST(WganGp, IsItsCritic) {
  const auto network = small_network();
  const at::Tensor pictures = at::rand({4, 3, 8, 12});
  const at::Tensor scores = dynamic_cast<nn::Adversaries&>(*network).criticize(pictures);
  EXPECT_EQ(scores.sizes(), (std::vector<std::int64_t>{4}));
  EXPECT_TRUE(network->forward(pictures).squeeze(1).equal(scores));
}

TEST(WganGp, CallsItsParametersByTheirSides) {
  for (const auto& parameter : small_network()->named_parameters()) {
    const bool is_of_one =
        parameter.key().starts_with("generator.") || parameter.key().starts_with("critic.");
    EXPECT_TRUE(is_of_one) << parameter.key();
  }
}

/// The slope of the critic's slope by differences.
TEST(WganGp, HasACriticWhoseSlopeHasASlope) {
  at::manual_seed(1);  // differences must not reach over a kink of the critic
  const auto network = small_network();
  auto& adversaries = dynamic_cast<nn::Adversaries&>(*network);
  const at::Tensor pictures = at::rand({4, 3, 8, 12}).requires_grad_();
  const auto slope = [&] {
    const at::Tensor scores = adversaries.criticize(pictures);
    return torch::autograd::grad({scores}, {pictures}, {at::ones_like(scores)},
                                 /*retain_graph=*/true, /*create_graph=*/true)
        .front()
        .square()
        .sum();
  };
  at::Tensor weight = network->named_parameters()["critic.conv1.weight"];
  slope().backward();
  const auto told = weight.grad()[0][0][1][1].item<double>();
  const auto at_offset = [&](double offset) {
    const at::AutoGradMode grad(true);
    weight.data()[0][0][1][1].add_(offset);
    const auto value = slope().item<double>();
    weight.data()[0][0][1][1].sub_(offset);
    return value;
  };
  const double by_differences = (at_offset(1e-3) - at_offset(-1e-3)) / 2e-3;
  EXPECT_NEAR(told, by_differences, 0.02 * std::abs(told) + 1e-4);
}

TEST(WganGp, RefusesSidesThatCannotBeHalvedTwice) {
  EXPECT_ERROR(make_wgan_gp({.input = {1, 30, 28}, .outputs = 1}, {}), kInvalidRecipe,
               "sides are multiples of 4, not 1x30x28");
  EXPECT_ERROR(small_network()->resized({{"critic.conv1", 3}}), kInvalidRecipe,
               "'critic.conv1' of wgan-gp is not an option");
}

}  // namespace
}  // namespace maas::models
