#include "data/graphs/draft.h"

#include "data/graphs/toys.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

using ::testing::HasSubstr;

class GraphDraftTest : public ::testing::Test {
 protected:
  std::string drafted(const DraftRequest& request) {
    return draft_recipe(request, progress_).recipe;
  }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(GraphDraftTest, SumsOverNeighboursOfGraphs) {
  test::write_paths(root_.path(), 100);
  const std::string text = drafted({.source = root_.path()});
  EXPECT_THAT(text, HasSubstr("# 100 graphs of 2 to 101 nodes, 1 to 100 edges, 1 to 2 links of "
                              "a node.\n# 2 classes: '0' 50.0%, '1' 50.0%.\n"));
  EXPECT_THAT(text, HasSubstr("\ntask: graph-classification\n"));
  EXPECT_THAT(text, HasSubstr("  train: {format: tu, path: " + root_.path().string()));
  EXPECT_THAT(text, HasSubstr("  valid: {from: train, fraction: 0.15}"));
  EXPECT_THAT(text, HasSubstr("model: {arch: gin,"));
}

TEST_F(GraphDraftTest, LearnsNodesInTheirGraph) {
  test::write_ring(root_.path(), 60);
  const std::string text = drafted({.source = root_.path()});
  EXPECT_THAT(text, HasSubstr("# 60 nodes that have a class, in a graph of 60 nodes, 60 edges, 2 "
                              "links of a node.\n"));
  EXPECT_THAT(text, HasSubstr("\ntask: node-classification\n"));
  EXPECT_THAT(text, HasSubstr("edges.csv, nodes: " + (root_ / "nodes.csv").string()));
  EXPECT_THAT(text, HasSubstr("model: {arch: gcn,"));
}

TEST_F(GraphDraftTest, RefusesATaskThatIsForOtherSamples) {
  test::write_ring(root_.path(), 60);
  EXPECT_ERROR(drafted({.source = root_.path(), .task = "graph-classification"}), kUsage,
               "'graph-classification' is not for nodes of one graph, 'node-classification' is");
  EXPECT_ERROR(drafted({.source = root_.path(), .task = "text-classification"}), kUsage,
               "of the kind");
  EXPECT_ERROR(drafted({.source = root_.path(), .target = "label"}), kUsage, "no column 'label'");
}

TEST_F(GraphDraftTest, RefusesTooFewGraphs) {
  test::write_paths(root_.path(), 3);
  EXPECT_ERROR(drafted({.source = root_.path()}), kInvalidData, "too few");
  test::write_paths(root_.path(), 1);
  EXPECT_ERROR(drafted({.source = root_.path()}), kInvalidData, "has one class, '0'");
}

}  // namespace
}  // namespace maas::data
