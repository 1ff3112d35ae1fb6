#include "graph/trace.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/mul.h>

#include "graph/networks.h"
#include "support/support.h"

namespace maas::graph {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> operators(const Graph& graph) {
  std::vector<std::string> all;
  for (const Node& node : graph.nodes) all.push_back(node.op);
  return all;
}

const Node& node_of(const Graph& graph, const std::string& layer) {
  for (const Node& node : graph.nodes) {
    if (node.layer == layer) return node;
  }
  throw std::logic_error("no layer " + layer);
}

const Value& argument(const Graph& graph, const Node& node, const std::string& name) {
  return graph.values.at(node.input(name).value());
}

/// A network without parameters.
Graph traced(const std::function<at::Tensor(const at::Tensor&)>& forward, const Shape& sample) {
  test::Net net;
  net.forward = forward;
  net.sample = sample;
  return net.traced();
}

TEST(Trace, RecordsTheOperatorsInOrder) {
  EXPECT_THAT(
      operators(test::small_cnn()->traced()),
      ElementsAre("convolution", "relu", "max_pool2d", "flatten", "linear", "tanh", "linear"));
}

TEST(Trace, NamesParametersAsTheNetworkDoes) {
  const Graph graph = test::small_cnn()->traced();
  const Value& weight = argument(graph, node_of(graph, "conv"), "weight");
  EXPECT_EQ(weight.name, "conv.weight");
  EXPECT_EQ(weight.kind, ValueKind::kParameter);
  EXPECT_THAT(weight.shape, ElementsAre(4, 2, 3, 3));
}

TEST(Trace, NamesAttributesAsTheSchemaDoes) {
  const Graph graph = test::small_cnn()->traced();
  const Node& conv = node_of(graph, "conv");
  EXPECT_THAT(conv.attribute<std::vector<std::int64_t>>("padding"), ElementsAre(1));
  EXPECT_EQ(conv.attribute<std::int64_t>("groups"), 1);
  EXPECT_FALSE(conv.attribute<bool>("transposed"));
}

TEST(Trace, MarksTheLengthOfSequencesInShapes) {
  const test::Net net;
  const auto forward = [](const tensor::Batch& batch) {
    return batch.at("ids").to(at::kFloat).mul(batch.at("scale").unsqueeze(1));
  };
  const auto example = [](std::int64_t samples, std::int64_t length) {
    return tensor::Batch{
        .parts = {{"ids", at::zeros({samples, length}, at::kLong)}, {"scale", at::ones({samples})}},
        .samples = samples,
        .weight = 1};
  };
  const Graph graph = trace(net, Forward(forward), Example(example));
  ASSERT_EQ(graph.inputs.size(), 2U);
  EXPECT_EQ(graph.values[graph.inputs[0]].name, "ids");
  EXPECT_EQ(graph.values[graph.inputs[0]].type, at::kLong);
  EXPECT_THAT(graph.values[graph.inputs[0]].shape, ElementsAre(-1, kLength));
  EXPECT_THAT(graph.values[graph.inputs[1]].shape, ElementsAre(-1));
  EXPECT_THAT(graph.values[graph.output].shape, ElementsAre(-1, kLength));
}

TEST(Trace, MarksTheBatchInShapes) {
  const Graph graph = test::small_cnn()->traced();
  EXPECT_THAT(graph.values[graph.inputs.front()].shape, ElementsAre(-1, 2, 8, 8));
  EXPECT_THAT(graph.values[graph.output].shape, ElementsAre(-1, 3));
}

TEST(Trace, KeepsABatchThatIsMergedWithAnotherDimension) {
  const Graph graph = traced(
      [](const at::Tensor& x) {
        return x.view({-1, 4});
      },
      /*sample=*/{7, 4});
  EXPECT_THAT(graph.values[graph.output].shape, ElementsAre(-7, 4));
}

TEST(Trace, FollowsABlockOfAttention) {
  const Graph graph = test::attention_block()->traced();
  EXPECT_THAT(argument(graph, node_of(graph, "output"), "input").shape, ElementsAre(-1, 5, 8));
  const auto attention = std::ranges::find(graph.nodes, "scaled_dot_product_attention", &Node::op);
  ASSERT_NE(attention, graph.nodes.end());
  EXPECT_THAT(graph.values[attention->outputs.front()].shape, ElementsAre(-1, 2, 5, 4));
}

TEST(Trace, LinksResultsToWhatComputesThem) {
  const Graph graph = test::small_cnn()->traced();
  const Value& pooled = argument(graph, graph.nodes.at(3), "self");
  EXPECT_EQ(pooled.producer, 2u);
  EXPECT_EQ(graph.nodes.at(2).op, "max_pool2d");
}

TEST(Trace, UnpacksListsIntoTheOutputsOfTheirOperator) {
  const Graph graph = traced(
      [](const at::Tensor& x) {
        const auto halves = x.chunk(2, 1);
        return at::mul(halves[0], halves[1]);
      },
      /*sample=*/{6});
  ASSERT_THAT(operators(graph), ElementsAre("chunk", "mul"));
  EXPECT_EQ(graph.nodes[0].outputs.size(), 2u);
  EXPECT_EQ(graph.nodes[1].input("other"), graph.nodes[0].outputs[1]);
}

TEST(Trace, HoldsConstantTensors) {
  const at::Tensor ramp = at::arange(4, at::kFloat);
  const Graph graph =
      traced([&ramp](const at::Tensor& x) { return at::mul(x, ramp); }, /*sample=*/{4});
  const Value& constant = argument(graph, graph.nodes.front(), "other");
  EXPECT_EQ(constant.kind, ValueKind::kConstant);
  EXPECT_TRUE(constant.constant.equal(ramp));
}

TEST(Trace, TakesASharedParameterOnce) {
  test::Net net;
  auto first = net.part<test::Linear>("first", 4, 4);
  net.register_module("second", first);
  net.sample = {4};
  net.forward = [=](const at::Tensor& x) { return (*first)((*first)(x)); };
  const Graph graph = net.traced();
  EXPECT_EQ(graph.nodes[0].input("weight"), graph.nodes[1].input("weight"));
}

TEST(Trace, RefusesAShapeThatHoldsTheBatchSize) {
  EXPECT_ERROR(traced(
                   [](const at::Tensor& x) {
                     return x.view({x.size(0), 4});
                   },
                   {2, 2}),
               kInternal, "argument 'size' of operator 'view' at the input depends on the batch");
}

TEST(Trace, RefusesOperatorsThatDependOnTheBatchSize) {
  EXPECT_ERROR(traced([](const at::Tensor& x) { return x.size(0) > 2 ? x.relu() : x.tanh(); }, {4}),
               kInternal, "the network computes 'tanh' or 'relu'");
}

TEST(Trace, RefusesANetworkInTrainingMode) {
  auto net = test::small_cnn();
  net->train();
  EXPECT_ERROR(net->traced(), kInternal, "training mode");
}

TEST(Trace, TurnsWhatTheNetworkThrowsIntoAnError) {
  EXPECT_ERROR(traced(
                   [](const at::Tensor& x) {
                     return x.view({-1, 7});
                   },
                   {4}),
               kInternal, "shape '[-1, 7]' is invalid");
}

TEST(PlaceOf, NamesTheLayerBefore) {
  const Graph graph = test::small_cnn()->traced();
  EXPECT_EQ(place_of(graph, graph.nodes[0]), "in layer 'conv'");
  EXPECT_EQ(place_of(graph, graph.nodes[2]), "after layer 'conv'");
}

}  // namespace
}  // namespace maas::graph
