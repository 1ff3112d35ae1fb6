#include "graph/coupling.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/batch_norm.h>

#include "graph/networks.h"
#include "support/support.h"

namespace maas::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

std::vector<std::string> written(const CoupledUnits& units) {
  std::vector<std::string> all;
  for (const Slice& slice : units.slices) {
    all.push_back(fmt::format("{}:{}x{}", slice.parameter, slice.dimension, slice.repeat));
  }
  return all;
}

CoupledUnits units_of(const Graph& graph, const std::string& layer) {
  for (const CoupledUnits& units : coupled_units(graph)) {
    if (std::ranges::find(units.layers, layer) != units.layers.end()) return units;
  }
  throw std::logic_error("no units of " + layer);
}

TEST(CoupledUnits, OfAConvolutionReachTheColumnsOfTheLinearLayerBehindFlatten) {
  const CoupledUnits units = units_of(test::small_cnn()->traced(), "conv");
  EXPECT_TRUE(units.prunable()) << units.obstacle;
  EXPECT_TRUE(units.is_convolution);
  EXPECT_EQ(units.units, 4);
  EXPECT_THAT(written(units),
              UnorderedElementsAre("conv.weight:0x1", "conv.bias:0x1", "hidden.weight:1x16"));
}

TEST(CoupledUnits, OfALinearLayerReachTheNextOnesColumns) {
  const CoupledUnits units = units_of(test::small_cnn()->traced(), "hidden");
  EXPECT_TRUE(units.prunable()) << units.obstacle;
  EXPECT_FALSE(units.is_convolution);
  EXPECT_THAT(written(units),
              UnorderedElementsAre("hidden.weight:0x1", "hidden.bias:0x1", "output.weight:1x1"));
}

TEST(CoupledUnits, ThatAreTheNetworksOutputsStay) {
  EXPECT_EQ(units_of(test::small_cnn()->traced(), "output").obstacle,
            "the units are outputs of the network");
}

TEST(CoupledUnits, OfLayersThatAreAddedAreOneGroup) {
  test::Net net;
  auto first = net.part<test::Conv>("first", 3, 6);
  auto second = net.part<test::Conv>("second", 6, 6);
  auto last = net.part<test::Conv>("last", 6, 2);
  net.sample = {3, 4, 4};
  net.forward = [=](const at::Tensor& input) {
    const at::Tensor x = at::relu((*first)(input));
    return (*last)(at::add(x, (*second)(x)));
  };
  const CoupledUnits units = units_of(net.traced(), "second");
  EXPECT_TRUE(units.prunable()) << units.obstacle;
  EXPECT_THAT(units.layers, ElementsAre("first", "second"));
  EXPECT_THAT(written(units),
              UnorderedElementsAre("first.weight:0x1", "first.bias:0x1", "second.weight:0x1",
                                   "second.weight:1x1", "second.bias:0x1", "last.weight:1x1"));
}

TEST(CoupledUnits, OfALayerThatIsAddedToTheInputStay) {
  test::Net net;
  auto layer = net.part<test::Linear>("layer", 4, 4);
  auto output = net.part<test::Linear>("output", 4, 2);
  net.sample = {4};
  net.forward = [=](const at::Tensor& x) { return (*output)(at::add(x, (*layer)(x))); };
  EXPECT_THAT(units_of(net.traced(), "layer").obstacle,
              HasSubstr("operator 'add' at the input joins units with something else"));
}

TEST(CoupledUnits, TakeABatchNormAlong) {
  test::Net net;
  auto conv = net.part<test::Conv>("conv", 1, 4);
  auto norm = net.part<test::LayerNorm>("norm", 4);
  const at::Tensor mean = norm->register_buffer("mean", at::zeros({4}));
  const at::Tensor var = norm->register_buffer("var", at::ones({4}));
  auto last = net.part<test::Conv>("last", 4, 2);
  net.sample = {1, 4, 4};
  net.forward = [=](const at::Tensor& input) {
    return (*last)(at::batch_norm((*conv)(input), norm->weight, norm->bias, mean, var,
                                  /*training=*/false, 0.1, 1e-5, /*cudnn_enabled=*/false));
  };
  EXPECT_THAT(
      written(units_of(net.traced(), "conv")),
      UnorderedElementsAre("conv.weight:0x1", "conv.bias:0x1", "norm.weight:0x1", "norm.bias:0x1",
                           "norm.mean:0x1", "norm.var:0x1", "last.weight:1x1"));
}

TEST(CoupledUnits, OfHeadsOfAttentionStayAndSayWhy) {
  const Graph graph = test::attention_block()->traced();
  EXPECT_THAT(units_of(graph, "query").obstacle, HasSubstr("operator 'unflatten' after layer"));
  EXPECT_FALSE(units_of(graph, "down").prunable());
}

TEST(CoupledUnits, OfAFeedForwardPartCanBeRemoved) {
  const CoupledUnits units = units_of(test::attention_block()->traced(), "up");
  EXPECT_TRUE(units.prunable()) << units.obstacle;
  EXPECT_THAT(written(units),
              UnorderedElementsAre("up.weight:0x1", "up.bias:0x1", "down.weight:1x1"));
}

TEST(CoupledUnits, OfALayerThatAlsoReadsTheInputStay) {
  test::Net net;
  auto shared = net.part<test::Linear>("shared", 4, 4);
  auto output = net.part<test::Linear>("output", 4, 2);
  net.sample = {4};
  net.forward = [=](const at::Tensor& x) { return (*output)((*shared)(at::relu((*shared)(x)))); };
  EXPECT_THAT(units_of(net.traced(), "shared").obstacle, HasSubstr("takes 'shared.weight' whole"));
}

TEST(CoupledUnits, BeforeAGroupedConvolutionStay) {
  test::Net net;
  auto first = net.part<test::Conv>("first", 1, 4);
  auto grouped = net.part<test::Conv>("grouped", 4, 4, /*group_count=*/2);
  auto last = net.part<test::Conv>("last", 4, 1);
  net.sample = {1, 4, 4};
  net.forward = [=](const at::Tensor& x) { return (*last)((*grouped)((*first)(x))); };
  EXPECT_THAT(units_of(net.traced(), "first").obstacle,
              HasSubstr("operator 'convolution' in layer 'grouped' is not known"));
}

TEST(CoupledUnits, BehindAnUnknownOperatorStay) {
  test::Net net;
  auto first = net.part<test::Linear>("first", 4, 4);
  auto output = net.part<test::Linear>("output", 4, 2);
  net.sample = {4};
  net.forward = [=](const at::Tensor& x) { return (*output)((*first)(x).cumsum(1)); };
  EXPECT_THAT(units_of(net.traced(), "first").obstacle,
              HasSubstr("operator 'cumsum' after layer 'first' is not known to treat units alike"));
}

/// Returns the indices of a slice that stay when these units are removed.
at::Tensor kept(const Slice& slice, std::int64_t units, std::int64_t removed) {
  std::vector<std::int64_t> indices;
  for (std::int64_t i = 0; i < units * slice.repeat; ++i) {
    if (i / slice.repeat != removed) indices.push_back(i);
  }
  return at::tensor(indices);
}

/// A unit whose weights and bias are zero may be removed without a trace.
void expect_silent_units_can_go(const std::shared_ptr<test::Net>& net) {
  const at::NoGradGuard no_grad;
  auto parameters = net->named_parameters();
  for (const CoupledUnits& units : coupled_units(net->traced())) {
    if (!units.prunable()) continue;
    const std::int64_t removed = units.units / 2;
    for (const Slice& slice : units.slices) {
      if (slice.dimension == 0) parameters[slice.parameter].select(0, removed).zero_();
    }
    Shape batch = net->sample;
    batch.insert(batch.begin(), 3);
    const at::Tensor input = at::randn(batch);
    const at::Tensor before = net->forward(input);
    for (const Slice& slice : units.slices) {
      at::Tensor& parameter = parameters[slice.parameter];
      parameter.set_data(
          parameter.index_select(slice.dimension, kept(slice, units.units, removed)));
    }
    EXPECT_TRUE(at::allclose(net->forward(input), before, 1e-5, 1e-5)) << units.layers.front();
  }
}

TEST(CoupledUnits, CanBeRemovedFromAConvolutionalNetwork) {
  expect_silent_units_can_go(test::small_cnn());
}

TEST(CoupledUnits, CanBeRemovedFromABlockOfAttention) {
  expect_silent_units_can_go(test::attention_block());
}

}  // namespace
}  // namespace maas::graph
