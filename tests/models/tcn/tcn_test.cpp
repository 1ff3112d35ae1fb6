#include "models/tcn/tcn.h"

#include <ATen/ops/randn.h>

#include "nn/initialize.h"
#include "support/support.h"
#include "tensor/network_state.h"

namespace maas::models {
namespace {

std::shared_ptr<Network> tcn(const TcnOptions& options, std::int64_t steps = 12) {
  auto network = make_tcn({.input = {steps, 2}, .outputs = 3}, options);
  nn::initialize(*network, "kaiming", 1);
  network->eval();
  return network;
}

/// How many of the last steps tell anything of the output.
std::int64_t steps_seen(Network& network, std::int64_t steps) {
  const at::Tensor input = at::randn({1, steps, 2});
  const at::Tensor before = network.forward(input);
  for (std::int64_t first = 0; first < steps; ++first) {
    at::Tensor other = input.clone();
    other.select(1, first).add_(10);
    if (!network.forward(other).equal(before)) return steps - first;
  }
  return 0;
}

TEST(Tcn, SeesTwiceAsFarWithEachBlock) {
  // Each of a block's two convolutions sees one more step, at twice the distance of the last.
  EXPECT_EQ(steps_seen(*tcn({.channels = {8}, .kernel = 2}), 12), 1 + 2);
  EXPECT_EQ(steps_seen(*tcn({.channels = {8, 8}, .kernel = 2}), 12), 1 + 2 + 4);
  EXPECT_EQ(steps_seen(*tcn({.channels = {8}, .kernel = 3}), 12), 1 + 4);
}

TEST(Tcn, HasAShortcutWhereWidthsDiffer) {
  const auto network = tcn({.channels = {4, 4, 6}});
  std::vector<std::string> shortcuts;
  for (const auto& [name, weight] : tensor::state_of(*network).trained) {
    if (name.ends_with("shortcut.weight")) shortcuts.push_back(name);
  }
  EXPECT_THAT(shortcuts,
              ::testing::ElementsAre("block1.shortcut.weight", "block3.shortcut.weight"));
}

TEST(Tcn, RefusesWhatIsNoSequenceOfNumbers) {
  EXPECT_ERROR(make_tcn({.input = {3}, .outputs = 1}, {}), kInvalidRecipe,
               "tcn takes steps of numbers: it cannot connect [3] with 1 outputs");
  EXPECT_ERROR(make_tcn({.input = {6, 2}, .outputs = 1}, {.channels = {}}), kInvalidRecipe,
               "model.channels: tcn has 1 to 20 blocks, not 0");
}

}  // namespace
}  // namespace maas::models
