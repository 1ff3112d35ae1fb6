#include "data/check.h"

#include "data/edge_list/card.h"
#include "data/graphs/toys.h"
#include "data/inspect.h"
#include "data/layout.h"
#include "data/tu/card.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CheckGraphs : public ::testing::Test {
 protected:
  static SplitBlock tu(const std::filesystem::path& folder) {
    SplitBlock split;
    split.layout = {"tu", AnyOptions::of(TuOptions{.path = {folder.string()}})};
    return split;
  }

  Recipe recipe_;
  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(CheckGraphs, TellsClassesAndSizes) {
  test::write_paths(root_.path(), 20);
  recipe_.task.name = "graph-classification";
  recipe_.data.train = tu(root_.path());
  recipe_.data.test = SplitBlock{.from = "train", .fraction = 0.2};
  const DataCheck found = check_data(recipe_, progress_);
  EXPECT_THAT(found.findings, IsEmpty());
  ASSERT_EQ(found.splits.size(), 2U);
  EXPECT_THAT(found.splits[0].classes, ElementsAre("0", "1"));
  EXPECT_THAT(found.splits[0].shapes, ElementsAre("2 to 21 nodes"));
}

TEST_F(CheckGraphs, FindsATaskThatIsForOtherSamples) {
  test::write_paths(root_.path(), 20);
  recipe_.task.name = "node-classification";
  recipe_.data.train = tu(root_.path());
  const DataCheck found = check_data(recipe_, progress_);
  ASSERT_EQ(found.findings.size(), 1U);
  EXPECT_EQ(found.findings[0].key, "task");
  EXPECT_THAT(found.findings[0].message,
              HasSubstr("data.train are graphs, 'node-classification' is not for them"));
  EXPECT_EQ(found.findings[0].hint, "`task: graph-classification`");
}

TEST_F(CheckGraphs, FindsSplitsThatKnowOtherThingsOfNodes) {
  test::write_paths(root_ / "train", 20);
  test::write_paths(root_ / "test", 2);
  base::write_file(root_.path() / "test" / "TOY_node_attributes.txt", "1\n1\n1\n1\n1\n");
  recipe_.task.name = "graph-classification";
  recipe_.data.train = tu(root_ / "train");
  recipe_.data.test = tu(root_ / "test");
  const DataCheck found = check_data(recipe_, progress_);
  ASSERT_EQ(found.findings.size(), 1U);
  EXPECT_EQ(found.findings[0].key, "data.test");
  EXPECT_THAT(found.findings[0].message, HasSubstr("1 features, those of data.train 0"));
}

TEST_F(CheckGraphs, FindsABrokenFileByItsLine) {
  test::write_paths(root_.path(), 4);
  base::write_file(root_ / "TOY_A.txt", "1, 99\n");
  recipe_.task.name = "graph-classification";
  recipe_.data.train = tu(root_.path());
  const DataCheck found = check_data(recipe_, progress_);
  ASSERT_EQ(found.findings.size(), 1U);
  EXPECT_EQ(found.findings[0].code, ErrorCode::kInvalidData);
  EXPECT_THAT(found.findings[0].message, HasSubstr("TOY_A.txt:1: node 99 is out of range"));
}

TEST_F(CheckGraphs, AreInspectedByTheirSizes) {
  test::write_paths(root_.path(), 4);
  const SplitFiles files{"train", tu(root_.path()).layout};
  const Inspection inspection = inspect({{"train", open(files)}}, progress_);
  const std::vector<Extent>& sizes = inspection.splits.at(0).graphs;
  ASSERT_EQ(sizes.size(), 3U);
  EXPECT_EQ(sizes[0].unit, "nodes");
  EXPECT_EQ(sizes[0].largest, 5);
  EXPECT_DOUBLE_EQ(sizes[1].mean, 2.5);
  EXPECT_EQ(sizes[2].unit, "links of a node");
  EXPECT_THAT(inspection.duplicates, IsEmpty());
}

TEST_F(CheckGraphs, OfNodesAreInspectedOnce) {
  test::write_ring(root_.path(), 6);
  const SplitFiles files{
      "train", {"edge-list", AnyOptions::of(EdgeListOptions{.path = {root_.path().string()}})}};
  const Inspection inspection = inspect({{"train", open(files)}}, progress_);
  const std::vector<Extent>& sizes = inspection.splits.at(0).graphs;
  ASSERT_EQ(sizes.size(), 3U);
  EXPECT_EQ(sizes[0].smallest, 6);
  EXPECT_DOUBLE_EQ(sizes[2].mean, 2);
  EXPECT_THAT(inspection.duplicates, IsEmpty());
}

}  // namespace
}  // namespace maas::data
