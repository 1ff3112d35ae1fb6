#include "data/graphs.h"

#include <functional>

#include "support/memory_graphs.h"
#include "support/support.h"

namespace maas::data {
namespace {

TEST(Edges, HaveNoDirectionAndCountOnce) {
  Graph graph{.nodes = 4, .edges = {{2, 1}, {0, 1}, {1, 2}, {1, 0}, {1, 2}}};
  EXPECT_EQ(settle_edges(graph), 0);
  EXPECT_EQ(graph.edges, (std::vector<Edge>{{0, 1}, {1, 2}}));
}

TEST(Edges, FromANodeToItselfAreLeftOutAndCounted) {
  Graph graph{.nodes = 2, .edges = {{1, 1}, {0, 1}, {0, 0}}};
  EXPECT_EQ(settle_edges(graph), 2);
  EXPECT_EQ(graph.edges, (std::vector<Edge>{{0, 1}}));
}

TEST(Degrees, AreZeroOfANodeWithoutLinks) {
  EXPECT_EQ(degrees_of({.nodes = 4, .edges = {{0, 1}, {1, 2}}}),
            (std::vector<std::int64_t>{1, 2, 1, 0}));
}

TEST(DigestOfAGraph, TellsNodesEdgesLabelsAndFeaturesApart) {
  const std::vector<std::string> names = {"C", "N"};
  const Graph graph{.nodes = 3, .edges = {{0, 1}}, .labels = {0, 1, 0}, .features = {1, 2, 3}};
  EXPECT_EQ(digest_of(graph, names), digest_of(Graph(graph), names));
  for (const auto& change : std::vector<std::function<void(Graph&)>>{
           [](Graph& g) { g.nodes = 4; }, [](Graph& g) { g.edges[0].b = 2; },
           [](Graph& g) { g.labels[2] = 1; }, [](Graph& g) { g.features[0] = 0; }}) {
    Graph other = graph;
    change(other);
    EXPECT_NE(digest_of(graph, names), digest_of(other, names));
  }
}

TEST(DigestOfAGraph, IsOfTheNamesOfLabelsNotOfTheirNumbers) {
  const Graph graph{.nodes = 2, .edges = {}, .labels = {0, 1}};
  const Graph renumbered{.nodes = 2, .edges = {}, .labels = {1, 0}};
  EXPECT_EQ(digest_of(graph, {"C", "N"}), digest_of(renumbered, {"N", "C"}));
}

TEST(SomeGraphs, AreThoseThatWereChosen) {
  const auto whole = test::learnable_graphs(6, 3);
  const auto some = choose(whole, {4, 1});
  const auto& graphs = as<Graphs>(*some);
  ASSERT_EQ(graphs.size(), 2);
  EXPECT_EQ(graphs.graph(0).edges, whole->graph(4).edges);
  EXPECT_EQ(graphs.label(1), whole->label(1));
  EXPECT_EQ(graphs.node_labels(), whole->node_labels());
  EXPECT_EQ(graphs.features(), 1);
  EXPECT_FALSE(graphs.are_nodes());
  EXPECT_ERROR(graphs.node(0), kInternal, "no nodes");
}

TEST(SomeNodes, KeepTheWholeGraph) {
  const auto whole = test::ring_nodes(12, 3);
  const auto some = choose(whole, {7, 2});
  const auto& nodes = as<Graphs>(*some);
  EXPECT_TRUE(nodes.are_nodes());
  EXPECT_EQ(nodes.graph(0).nodes, 12);
  EXPECT_EQ(nodes.node(0), 7);
  EXPECT_EQ(nodes.node_names().size(), 12U);
}

}  // namespace
}  // namespace maas::data
