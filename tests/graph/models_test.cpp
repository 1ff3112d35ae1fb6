#include "graph/cost.h"
#include "graph/coupling.h"
#include "graph/trace.h"
#include "models/lenet/lenet.h"
#include "models/mlp/mlp.h"
#include "models/resnet/resnet.h"
#include "support/support.h"

namespace maas::graph {
namespace {

using ::testing::ElementsAre;

const models::Problem kDigits = {.input = {1, 28, 28}, .outputs = 10};

Graph traced(const std::shared_ptr<models::Network>& network) {
  network->eval();
  return trace(
      *network, [&](const at::Tensor& input) { return network->forward(input); }, kDigits.input);
}

/// "layer units" of each group that may lose units.
std::vector<std::string> prunable(const Graph& graph) {
  std::vector<std::string> all;
  for (const CoupledUnits& units : coupled_units(graph)) {
    if (units.prunable()) all.push_back(fmt::format("{} {}", units.layers.front(), units.units));
  }
  return all;
}

TEST(GraphOfLenet, HasTheKnownSize) {
  const Graph graph = traced(models::make_lenet(kDigits, {}));
  EXPECT_EQ(parameter_count(graph), 61706);
  EXPECT_EQ(macs(graph), 416520);
  EXPECT_THAT(graph.values[graph.output].shape, ElementsAre(-1, 10));
}

TEST(GraphOfLenet, LetsEveryLayerButTheLastLoseUnits) {
  EXPECT_THAT(prunable(traced(models::make_lenet(kDigits, {}))),
              ElementsAre("conv1 6", "conv2 16", "fc1 120", "fc2 84"));
}

TEST(GraphOfLenet, LinksAChannelToTheColumnsBehindFlatten) {
  const auto groups = coupled_units(traced(models::make_lenet(kDigits, {})));
  const auto& slices = groups.at(1).slices;
  const auto columns = std::ranges::find(slices, "fc1.weight", &Slice::parameter);
  ASSERT_NE(columns, slices.end());
  EXPECT_EQ(columns->dimension, 1);
  EXPECT_EQ(columns->repeat, 5 * 5);
}

TEST(GraphOfResnet, CouplesTheChannelsThatResidualSumsJoin) {
  const auto groups = coupled_units(traced(models::make_resnet(
      kDigits, {.embedding_size = 4, .hidden_sizes = {4, 6}, .depths = {2, 1}})));
  std::vector<std::string> found;
  for (const CoupledUnits& units : groups) {
    if (units.prunable()) found.push_back(fmt::format("{}", fmt::join(units.layers, " ")));
  }
  const std::string stage0 = "resnet.encoder.stages.0.layers.";
  const std::string stage1 = "resnet.encoder.stages.1.layers.0.";
  EXPECT_THAT(found,
              ElementsAre("resnet.embedder.embedder.convolution " + stage0 +
                              "0.layer.1.convolution " + stage0 + "1.layer.1.convolution",
                          stage0 + "0.layer.0.convolution", stage0 + "1.layer.0.convolution",
                          stage1 + "layer.0.convolution",
                          stage1 + "layer.1.convolution " + stage1 + "shortcut.convolution"));
}

TEST(GraphOfResnet, TakesTheStatisticsOfAChannelAwayWithIt) {
  const auto groups = coupled_units(traced(models::make_resnet(kDigits, {})));
  std::vector<std::string> parts;
  for (const Slice& slice : groups.at(1).slices) parts.push_back(slice.parameter);
  for (const char* part : {"weight", "bias", "running_mean", "running_var"}) {
    EXPECT_THAT(parts, ::testing::Contains(fmt::format(
                           "resnet.encoder.stages.0.layers.0.layer.0.normalization.{}", part)));
  }
}

TEST(GraphOfMlp, LetsEveryHiddenLayerLoseUnits) {
  for (const char* activation : {"relu", "gelu", "tanh", "sigmoid"}) {
    const models::MlpOptions options = {
        .hidden = {32, 16}, .activation = activation, .dropout = 0.5};
    EXPECT_THAT(prunable(traced(models::make_mlp(kDigits, options))),
                ElementsAre("hidden1 32", "hidden2 16"));
  }
}

TEST(GraphOfMlp, CountsItsWeightsOnce) {
  const Graph graph = traced(models::make_mlp(kDigits, {.hidden = {64}}));
  EXPECT_EQ(macs(graph), 784 * 64 + 64 * 10);
  EXPECT_EQ(parameter_count(graph), 784 * 64 + 64 + 64 * 10 + 10);
}

}  // namespace
}  // namespace maas::graph
