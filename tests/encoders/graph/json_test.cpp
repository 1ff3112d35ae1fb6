#include "encoders/graph/json.h"

#include "support/memory_graphs.h"
#include "support/support.h"

namespace maas::encoders {
namespace {

/// Reads graphs as a model takes them whose nodes had three labels and a feature.
class GraphInJson : public ::testing::Test {
 protected:
  data::Graph read(const std::string& text) const { return graph_in(text, "graph[0]", form_); }

  /// A graph whose nodes have nothing but links.
  static data::Graph read_plain(const std::string& text) {
    auto graphs = test::MemoryGraphs();
    graphs.graphs = {{.nodes = 2, .edges = {{0, 1}}}};
    graphs.sample_labels = {0};
    return graph_in(text, "graph[0]", NodeForm(graphs));
  }

  NodeForm form_{*test::learnable_graphs(12, 3)};
};

TEST_F(GraphInJson, HasNodesEdgesLabelsAndFeatures) {
  const data::Graph graph = read(
      R"({"nodes": 3, "edges": [[2, 0], [0, 1], [1, 0]], "labels": ["kind2", "kind0", "new"],
          "x": [[1], [2.5], [-3e-2]]})");
  EXPECT_EQ(graph.nodes, 3);
  EXPECT_EQ(graph.edges, (std::vector<data::Edge>{{0, 1}, {0, 2}}));
  EXPECT_EQ(graph.labels, (std::vector<std::int32_t>{2, 0, -1}));
  EXPECT_EQ(graph.features, (std::vector<float>{1, 2.5F, -3e-2F}));
}

TEST_F(GraphInJson, MayHaveNoEdges) {
  EXPECT_EQ(read_plain(R"({"nodes": 1, "edges": []})").nodes, 1);
}

TEST_F(GraphInJson, HasNoMoreNodesThanItsTextHasBytes) {
  EXPECT_ERROR(read_plain(R"({"nodes": 2000000000, "edges": []})"), kInvalidData,
               "graph[0]: 2000000000 nodes, expected 1 to 34");
  for (const char* const nodes : {"0", "-1", "18446744073709551615"}) {
    EXPECT_ERROR(read_plain(fmt::format(R"({{"nodes": {}, "edges": []}})", nodes)), kInvalidData,
                 "nodes, expected 1 to");
  }
}

TEST_F(GraphInJson, LinksNodesThatThereAre) {
  for (const char* const edge : {"[0, 2]", "[-1, 0]", "[0, 18446744073709551615]"}) {
    EXPECT_ERROR(read_plain(fmt::format(R"({{"nodes": 2, "edges": [[0, 1], {}]}})", edge)),
                 kInvalidData, "'edges[1]' links node");
  }
  for (const char* const edge : {"[0]", "[0, 1, 0]", "7", "{}"}) {
    EXPECT_ERROR(read_plain(fmt::format(R"({{"nodes": 2, "edges": [{}]}})", edge)), kInvalidData,
                 "'edges[0]' is no pair of nodes");
  }
  EXPECT_ERROR(read_plain(R"({"nodes": 2, "edges": [[0, 0.5]]})"), kInvalidData,
               "no pair of whole numbers");
}

TEST_F(GraphInJson, HasWhatTheModelTakesAndNothingElse) {
  EXPECT_ERROR(read_plain(R"({"nodes": 2, "edges": [], "label": []})"), kInvalidData,
               "the key 'label' is not one that the model takes: nodes, edges");
  EXPECT_ERROR(read_plain(R"({"nodes": 2})"), kInvalidData, "there is no key 'edges'");
  EXPECT_ERROR(read(R"({"nodes": 2, "edges": []})"), kInvalidData, "there is no key 'labels'");
  EXPECT_ERROR(read(R"({"nodes": 2, "edges": [], "labels": ["a"], "x": [[1], [2]]})"), kInvalidData,
               "'labels' has 1 items, there are 2 nodes");
  EXPECT_ERROR(read(R"({"nodes": 1, "edges": [], "labels": [1.5], "x": [[1]]})"), kInvalidData,
               "'labels[0]' is no text or whole number");
  EXPECT_ERROR(read(R"({"nodes": 1, "edges": [], "labels": [1], "x": [[1, 2]]})"), kInvalidData,
               "'x[0]' is no list of 1 numbers");
  EXPECT_ERROR(read(R"({"nodes": 1, "edges": [], "labels": [1], "x": [[1e300]]})"), kInvalidData,
               "no finite number");
}

TEST_F(GraphInJson, IsAnObject) {
  EXPECT_ERROR(read_plain("[]"), kInvalidData, "graph[0]: it is no JSON object");
  EXPECT_ERROR(read_plain("{\"nodes\""), kInvalidData, "graph[0]");
  EXPECT_ERROR(read_plain(R"({"nodes": "2", "edges": []})"), kInvalidData,
               "'nodes' is no whole number");
  EXPECT_ERROR(read_plain(R"({"nodes": 2, "edges": {}})"), kInvalidData, "'edges' is no list");
}

}  // namespace
}  // namespace maas::encoders
