#include "graph/cost.h"

#include "graph/networks.h"
#include "support/support.h"

namespace maas::graph {
namespace {

TEST(Cost, OfAConvolutionIsItsWeightAtEachPixel) {
  const auto costs = layer_costs(test::small_cnn()->traced());
  ASSERT_EQ(costs.size(), 3u);
  EXPECT_EQ(costs[0].layer, "conv");
  EXPECT_EQ(costs[0].macs, 4 * 2 * 3 * 3 * 8 * 8);
  EXPECT_EQ(costs[0].parameters, 4 * 2 * 3 * 3 + 4);
}

TEST(Cost, OfALinearLayerIsItsWeightAtEachPosition) {
  const auto costs = layer_costs(test::attention_block()->traced());
  const auto up = std::ranges::find(costs, "up", &LayerCost::layer);
  ASSERT_NE(up, costs.end());
  EXPECT_EQ(up->macs, 5 * 8 * 16);
}

TEST(Cost, OfAGroupedConvolutionCountsOnlyItsGroup) {
  test::Net net;
  auto conv = net.part<test::Conv>("conv", 4, 8, /*group_count=*/2);
  net.sample = {4, 5, 5};
  net.forward = [=](const at::Tensor& x) { return (*conv)(x); };
  EXPECT_EQ(macs(net.traced()), 8 * 2 * 9 * 25);
}

TEST(Cost, OfALayerUsedTwiceCountsItsParametersOnce) {
  test::Net net;
  auto layer = net.part<test::Linear>("layer", 4, 4);
  net.sample = {4};
  net.forward = [=](const at::Tensor& x) { return (*layer)(at::relu((*layer)(x))); };
  const auto costs = layer_costs(net.traced());
  ASSERT_EQ(costs.size(), 1u);
  EXPECT_EQ(costs[0].macs, 2 * 16);
  EXPECT_EQ(costs[0].parameters, 20);
}

TEST(Cost, OfTheWholeIsTheSumOfTheLayers) {
  const Graph graph = test::small_cnn()->traced();
  EXPECT_EQ(macs(graph), 4608 + 64 * 5 + 5 * 3);
  EXPECT_EQ(parameter_count(graph), 76 + 325 + 18);
}

}  // namespace
}  // namespace maas::graph
