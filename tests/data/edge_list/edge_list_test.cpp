#include "data/edge_list/edge_list.h"

#include "base/files.h"
#include "data/graphs.h"
#include "data/locate.h"
#include "support/support.h"

namespace maas::data {
namespace {

/// Five nodes: a triangle, one node that hangs on it and has no class, one without edges.
class EdgeListTest : public ::testing::Test {
 protected:
  EdgeListTest() {
    write("edges.csv", "source,target\nann,bob\nbob,cy\ncy,ann\ncy,dee\n");
    write("nodes.csv", "id,label,age\nann,x,1\nbob,y,2\ncy,x,3\ndee,,4\neve,y,5\n");
  }

  void write(const std::string& name, const std::string& text) const {
    base::write_file(directory_ / name, text);
  }

  std::unique_ptr<Dataset> open(EdgeListOptions options = {}) const {
    options.path = {(directory_ / "edges.csv").string()};
    return make_edge_list("train", options)->open();
  }

  test::TemporaryDirectory directory_;
};

TEST_F(EdgeListTest, MakesANodeOfEachClassASample) {
  const auto set = open();
  const auto& graphs = as<Graphs>(*set);
  EXPECT_TRUE(graphs.are_nodes());
  EXPECT_EQ(graphs.size(), 4);
  EXPECT_EQ(graphs.classes(), (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(graphs.node(3), 4);
  EXPECT_EQ(graphs.label(3), 1);
  EXPECT_THAT(graphs.name(3), ::testing::EndsWith("nodes.csv:6"));
}

TEST_F(EdgeListTest, KeepsNodesWithoutAClassAndWithoutEdges) {
  const auto set = open();
  const Graph& graph = as<Graphs>(*set).graph(0);
  EXPECT_EQ(graph.nodes, 5);
  EXPECT_EQ(graph.edges, (std::vector<Edge>{{0, 1}, {0, 2}, {1, 2}, {2, 3}}));
  EXPECT_EQ(graph.features, (std::vector<float>{1, 2, 3, 4, 5}));
}

TEST_F(EdgeListTest, ReadsAnyDelimiterAndPassesOverComments) {
  for (const std::string edges :
       {"# a graph\n\nann\tbob\n% more\nbob\tcy\n", "ann  bob\nbob cy \n", "ann;bob\nbob;cy\n"}) {
    write("edges.csv", edges);
    const auto set = open();
    EXPECT_EQ(as<Graphs>(*set).graph(0).edges, (std::vector<Edge>{{0, 1}, {1, 2}})) << edges;
  }
}

TEST_F(EdgeListTest, TakesEdgesInBothDirectionsAndOnce) {
  write("edges.csv", "ann,bob\nbob,ann\nann,bob\n");
  const auto set = open();
  EXPECT_EQ(as<Graphs>(*set).graph(0).edges, (std::vector<Edge>{{0, 1}}));
}

TEST_F(EdgeListTest, TellsOfWhatIsNotTaken) {
  write("edges.csv", "source,target,weight\nann,bob,3\ncy,cy,1\n");
  const auto left_out = open()->left_out();
  ASSERT_EQ(left_out.size(), 2U);
  EXPECT_EQ(left_out[0].what, "edges from a node to itself");
  EXPECT_EQ(left_out[1].what, "columns of edges beyond their two nodes");
}

TEST_F(EdgeListTest, RefusesAnEdgeOfANodeThatIsNotThere) {
  write("edges.csv", "ann,bob\nann,zed\n");
  EXPECT_ERROR(open(), kInvalidData, "edges.csv:2: there is no node 'zed' in '");
  write("edges.csv", "zed,zoe\nann,bob\n");
  EXPECT_ERROR(open(), kInvalidData, "edges.csv:1: there is no node 'zed'");
}

TEST_F(EdgeListTest, RefusesLinesThatAreNoEdges) {
  write("edges.csv", "ann\n");
  EXPECT_ERROR(open(), kInvalidData, "edges.csv:1: an edge needs the names of two nodes");
  write("edges.csv", "ann,bob\nann,bob,cy\n");
  EXPECT_ERROR(open(), kInvalidData, "edges.csv:2: 3 fields, expected 2");
  write("edges.csv", "ann,\"bob\n");
  EXPECT_ERROR(open(), kInvalidData, "edges.csv:1: a quoted field does not end");
}

TEST_F(EdgeListTest, RefusesNodesThatAreThereTwiceOrHaveNoName) {
  write("nodes.csv", "id,label\nann,x\nbob,y\nann,y\n");
  EXPECT_ERROR(open(), kInvalidData, "nodes.csv:4: the node 'ann' is there twice");
  write("nodes.csv", "id,label\nann,x\n,y\n");
  EXPECT_ERROR(open(), kInvalidData, "nodes.csv:3: the node has no name");
}

TEST_F(EdgeListTest, RefusesFeaturesThatAreNoFiniteNumbers) {
  write("nodes.csv", "id,label,age\nann,x,1\nbob,y,inf\n");
  EXPECT_ERROR(open(), kInvalidData, "nodes.csv:3: 'age' is 'inf', no finite number");
  write("nodes.csv", "id,label,age\nann,x,1\nbob,y\n");
  EXPECT_ERROR(open(), kInvalidData, "nodes.csv:3: 2 fields, expected 3");
}

TEST_F(EdgeListTest, LeavesColumnsOutThatAreIgnored) {
  write("nodes.csv",
        "id,name,label\nann,Ann,x\nbob,\"Bob, jr\",y\ncy,Cy,x\ndee,Dee,y\neve,Eve,x\n");
  EXPECT_ERROR(open(), kInvalidData, "'name' is 'Ann', no finite number");
  EXPECT_EQ(as<Graphs>(*open({.ignore = {"name"}})).features(), 0);
  EXPECT_ERROR(open({.ignore = {"nam"}}), kInvalidRecipe, "has no column 'nam'");
}

TEST_F(EdgeListTest, RefusesATableWithoutTheClass) {
  EXPECT_ERROR(open({.label = "party"}), kInvalidRecipe, "has no column 'party'");
  EXPECT_ERROR(open({.label = "id"}), kInvalidData, "no column before 'id'");
  write("nodes.csv", "id,label\nann,\nbob,\n");
  EXPECT_ERROR(open(), kInvalidData, "has no node with a 'label'");
  write("nodes.csv", "");
  EXPECT_ERROR(open(), kInvalidData, "is empty");
}

TEST_F(EdgeListTest, NamesTheTableOfNodesItIsFoundWith) {
  const auto splits = locate(directory_.path());
  ASSERT_EQ(splits.size(), 1U);
  EXPECT_EQ(splits.front().layout.name, "edge-list");
  const auto options = splits.front().layout.options.as<EdgeListOptions>();
  EXPECT_THAT(options.path.text, ::testing::EndsWith("edges.csv"));
  EXPECT_THAT(options.nodes.text, ::testing::EndsWith("nodes.csv"));
}

TEST_F(EdgeListTest, IsRatherThanATableWhatAFileOfEdgesIs) {
  const auto splits = locate(directory_ / "edges.csv");
  ASSERT_EQ(splits.size(), 1U);
  EXPECT_EQ(splits.front().layout.name, "edge-list");
  EXPECT_EQ(locate(directory_ / "nodes.csv").front().layout.name, "csv");
}

TEST_F(EdgeListTest, FindsItsFilesInAFolder) {
  const EdgeListOptions options{.path = {directory_.path().string()}};
  EXPECT_EQ(make_edge_list("train", options)->open()->size(), 4);
  std::filesystem::remove(directory_ / "nodes.csv");
  EXPECT_ERROR(make_edge_list("train", options)->open(), kNotFound, "no file called nodes.csv");
}

TEST_F(EdgeListTest, TakesNamesThatBeginAsCommentsDo) {
  write("nodes.csv", "id,label\n#java,x\n%tex,y\nann,x\n");
  write("edges.csv", "#java,ann\n%tex,#java\n");
  const auto set = open();
  const auto& graphs = as<Graphs>(*set);
  EXPECT_EQ(graphs.size(), 3);
  EXPECT_EQ(graphs.graph(0).edges, (std::vector<Edge>{{0, 1}, {0, 2}}));
  EXPECT_THAT(set->left_out(), ::testing::IsEmpty());
}

TEST_F(EdgeListTest, CountsTheCommentsThatItPassesOver) {
  write("edges.csv", "# from,to\nann,bob\n");
  const auto left_out = open()->left_out();
  ASSERT_EQ(left_out.size(), 1U);
  EXPECT_EQ(left_out[0].what, "lines that begin with # or % and with no node's name");
  EXPECT_EQ(left_out[0].count, 1);
}

}  // namespace
}  // namespace maas::data
