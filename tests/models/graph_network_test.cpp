#include "models/graph_network.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/tensor.h>

#include "maas/catalog.h"
#include "models/graphs.h"
#include "models/registry.h"
#include "support/support.h"

namespace maas::models {
namespace {

/// Every network of graphs, in use.
class EachGraphNetwork : public ::testing::TestWithParam<std::string> {
 protected:
  std::shared_ptr<Network> made(const Problem& problem) const {
    const Card& card = catalog().at(Registry::kArchitecture, GetParam());
    auto network = factories().make({card.name, card.options}, problem);
    nn::initialize(*network, "random", 3);
    network->eval();
    return network;
  }

  std::shared_ptr<test::MemoryGraphs> graphs_ = test::learnable_graphs(12, 3);
  encoders::NodeForm form_{*graphs_};
  Problem problem_{.graph = problem_of(form_), .outputs = 3};
  at::NoGradGuard no_grad_;
};

TEST_P(EachGraphNetwork, SaysTheSameOfAGraphInWhateverOrderItsNodesStand) {
  const auto network = made(problem_);
  const at::Tensor expected = network->forward(batch_of_graphs(graphs_, form_));
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    base::Random random(base::mix(seed));
    auto others = std::make_shared<test::MemoryGraphs>(*graphs_);
    for (data::Graph& graph : others->graphs) graph = shuffled(graph, random);
    const at::Tensor given = network->forward(batch_of_graphs(others, form_));
    EXPECT_TRUE(at::allclose(given, expected, 1e-5, 1e-5)) << "seed " << seed;
  }
}

TEST_P(EachGraphNetwork, SaysTheSameOfGraphsTogetherAndAlone) {
  const auto network = made(problem_);
  const at::Tensor together = network->forward(batch_of_graphs(graphs_, form_));
  for (std::int64_t i = 0; i < graphs_->size(); ++i) {
    const at::Tensor alone = network->forward(batch_of_graphs(graphs_, form_, {i}));
    EXPECT_TRUE(at::allclose(alone[0], together[i], 1e-6, 1e-6)) << i;
  }
}

TEST_P(EachGraphNetwork, HearsOfEdges) {
  const auto network = made(problem_);
  auto others = std::make_shared<test::MemoryGraphs>(*graphs_);
  for (data::Graph& graph : others->graphs) graph.edges.clear();
  EXPECT_FALSE(at::allclose(network->forward(batch_of_graphs(others, form_)),
                            network->forward(batch_of_graphs(graphs_, form_)), 1e-3, 1e-3));
}

TEST_P(EachGraphNetwork, TakesANodeWithoutEdges) {
  auto one = std::make_shared<test::MemoryGraphs>(*graphs_);
  one->graphs = {{.nodes = 1, .edges = {}, .labels = {0}, .features = {1}}};
  one->sample_labels = {0};
  const at::Tensor given = made(problem_)->forward(batch_of_graphs(one, form_));
  EXPECT_TRUE(given.isfinite().all().item<bool>());
}

TEST_P(EachGraphNetwork, TellsOfNodesThatNothingIsKnownOf) {
  const auto nodes = test::ring_nodes(10, 2);
  const encoders::NodeForm form(*nodes);
  ASSERT_EQ(form.width(), 0);
  const auto known =
      std::make_shared<tensor::Batch>(encoders::batch_of_graph(nodes->graph(0), form));
  const auto network = made({.graph = std::make_shared<tensor::GraphProblem>(
                                 tensor::GraphProblem{.features = 0, .known = known}),
                             .outputs = 2});
  const tensor::Batch some{
      .parts = {{tensor::part::kNode, at::tensor(std::vector<std::int64_t>{7, 0, 7}, at::kLong)}},
      .samples = 3,
      .weight = 3};
  const at::Tensor given = network->forward(some);
  EXPECT_EQ(given.sizes(), (std::vector<std::int64_t>{3, 2}));
  EXPECT_TRUE(at::equal(given[0], given[2]));
  EXPECT_FALSE(at::equal(given[0], given[1]));
}

TEST_P(EachGraphNetwork, RefusesSamplesThatAreNoGraphs) {
  EXPECT_ERROR(made({.input = {3}, .outputs = 2}), kInvalidRecipe, "network of graphs");
  EXPECT_ERROR(made({.graph = std::make_shared<tensor::GraphProblem>(), .outputs = 2}),
               kInvalidRecipe, "cannot connect 0 inputs");
}

INSTANTIATE_TEST_SUITE_P(Registry, EachGraphNetwork, ::testing::Values("gcn", "gin"),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace maas::models
