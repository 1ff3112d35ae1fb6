#include "data/tu/tu.h"

#include <map>

#include "base/files.h"
#include "data/graphs.h"
#include "data/locate.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

/// A data set of a triangle of the class 1 and a path of the class -1 with a node by itself.
class TuTest : public ::testing::Test {
 protected:
  TuTest() {
    write("A", "1, 2\n2, 1\n2, 3\n3, 2\n1, 3\n3, 1\n4, 5\n5, 4\n");
    write("graph_indicator", "1\n1\n1\n2\n2\n2\n");
    write("graph_labels", "1\n-1\n");
  }

  void write(const std::string& name, const std::string& text) const {
    base::write_file(file(name), text);
  }

  std::filesystem::path file(const std::string& name) const {
    return directory_ / ("TOY_" + name + ".txt");
  }

  std::unique_ptr<Dataset> open() const {
    return make_tu("train", {.path = {directory_.path().string()}})->open();
  }

  /// Expects an error that names a file and says this.
  void expect_refusal(const std::string& name, const std::string& text) const {
    EXPECT_ERROR(open(), kInvalidData, file(name).string());
    EXPECT_ERROR(open(), kInvalidData, text);
  }

  test::TemporaryDirectory directory_;
};

TEST_F(TuTest, ReadsGraphsWithTheirClasses) {
  const auto set = open();
  const auto& graphs = as<Graphs>(*set);
  ASSERT_EQ(graphs.size(), 2);
  EXPECT_FALSE(graphs.are_nodes());
  EXPECT_EQ(graphs.classes(), (std::vector<std::string>{"-1", "1"}));
  EXPECT_EQ(graphs.label(0), 1);
  EXPECT_EQ(graphs.label(1), 0);
  EXPECT_EQ(graphs.graph(0).nodes, 3);
  EXPECT_EQ(graphs.graph(0).edges, (std::vector<Edge>{{0, 1}, {0, 2}, {1, 2}}));
}

TEST_F(TuTest, KeepsANodeWithoutEdges) {
  const auto set = open();
  const Graph& graph = as<Graphs>(*set).graph(1);
  EXPECT_EQ(graph.nodes, 3);
  EXPECT_EQ(graph.edges, (std::vector<Edge>{{0, 1}}));
}

TEST_F(TuTest, ReadsLabelsAndAttributesOfNodes) {
  write("node_labels", "0\n10\n2\n2\n2\n0\n");
  write("node_attributes", "1.5, 0\n2, 0\n3, 0\n4, 0\n5, 0\n6, 1e-3\n");
  const auto set = open();
  const auto& graphs = as<Graphs>(*set);
  EXPECT_EQ(graphs.node_labels(), (std::vector<std::string>{"0", "2", "10"}));
  EXPECT_EQ(graphs.graph(0).labels, (std::vector<std::int32_t>{0, 2, 1}));
  EXPECT_EQ(graphs.features(), 2);
  EXPECT_EQ(graphs.graph(1).features, (std::vector<float>{4, 0, 5, 0, 6, 1e-3F}));
}

TEST_F(TuTest, TellsOfWhatIsNotTaken) {
  write("edge_labels", "0\n0\n0\n0\n0\n0\n0\n0\n");
  write("A", "1, 2\n2, 2\n4, 5\n");
  const auto left_out = open()->left_out();
  ASSERT_EQ(left_out.size(), 2U);
  EXPECT_THAT(left_out[0].text(), ::testing::HasSubstr("TOY_edge_labels.txt"));
  EXPECT_EQ(left_out[1].what, "edges from a node to itself");
  EXPECT_EQ(left_out[1].count, 1);
}

TEST_F(TuTest, RefusesWhatIsOutOfRangeByFileAndLine) {
  write("A", "1, 2\n\n2, 7\n");
  expect_refusal("A", "TOY_A.txt:3: node 7 is out of range, 1 to 6");
  write("A", "1, 2\n0, 1\n");
  expect_refusal("A", ":2: node 0 is out of range");
  write("A", "1, 2\n1, x\n");
  expect_refusal("A", ":2: node 'x' is no whole number");
  write("A", "1, 2, 3\n");
  expect_refusal("A", ":1: 3 fields, expected 2");
}

TEST_F(TuTest, RefusesAnEdgeBetweenTwoGraphs) {
  write("A", "1, 2\n3, 4\n");
  expect_refusal("A", ":2: the edge links nodes of the graphs 1 and 2");
}

TEST_F(TuTest, RefusesAGraphWithoutNodes) {
  write("graph_labels", "1\n-1\n1\n");
  expect_refusal("graph_indicator", "gives graph 3 of 3 no node");
}

TEST_F(TuTest, RefusesANumberOfLinesThatIsNotThatOfTheNodes) {
  write("node_labels", "0\n0\n0\n0\n0\n");
  expect_refusal("node_labels", "has 5 lines, there are 6 nodes");
  write("node_labels", "0\n0\n0\n0\n0\n0\n0\n");
  expect_refusal("node_labels", ":7: there are 6 nodes only");
}

TEST_F(TuTest, RefusesAttributesThatAreNotFinite) {
  write("node_attributes", "1\n2\nnan\n4\n5\n6\n");
  expect_refusal("node_attributes", ":3: attribute 1 is 'nan', no finite number");
  write("node_attributes", "1\n2\n1e99\n4\n5\n6\n");
  expect_refusal("node_attributes", ":3: attribute 1 is '1e99'");
  write("node_attributes", "1\n2, 3\n3\n4\n5\n6\n");
  expect_refusal("node_attributes", ":2: 2 fields, expected 1");
}

TEST_F(TuTest, RefusesAFolderThatLacksAFile) {
  std::filesystem::remove(file("graph_labels"));
  EXPECT_ERROR(open(), kInvalidData, "'TOY_A.txt' but no 'TOY_graph_labels.txt'");
  std::filesystem::remove(file("A"));
  EXPECT_ERROR(open(), kNotFound, "has no file NAME_A.txt");
}

TEST_F(TuTest, RefusesTwoDataSetsInAFolder) {
  base::write_file(directory_ / "B_A.txt", "");
  EXPECT_ERROR(open(), kInvalidData, "the data sets 'B' and 'TOY'");
}

TEST_F(TuTest, IsFoundInAFolder) {
  const auto splits = locate(directory_.path());
  ASSERT_EQ(splits.size(), 1U);
  EXPECT_EQ(splits.front().layout.name, "tu");
}

TEST_F(TuTest, HasAnotherFingerprintWhenAFileChanges) {
  test::QuietProgress progress;
  const std::string before = open()->fingerprint(progress);
  EXPECT_EQ(open()->fingerprint(progress), before);
  write("A", "1, 2\n4, 5\n");
  EXPECT_NE(open()->fingerprint(progress), before);
}

TEST_F(TuTest, TakesLabelsThatBeginAsCommentsDo) {
  write("node_labels", "#\n%a\n#\n#\n%a\n#\n");
  const auto set = open();
  EXPECT_EQ(as<Graphs>(*set).node_labels(), (std::vector<std::string>{"#", "%a"}));
}

}  // namespace
}  // namespace maas::data
