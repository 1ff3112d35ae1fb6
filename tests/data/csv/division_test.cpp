#include "data/csv/division.h"

#include <algorithm>
#include <map>

#include "base/strings.h"
#include "data/divide.h"
#include "data/rows/tables.h"
#include "formats/json/json.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using test::people;
using test::write_table;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAreArray;

class DivideTable : public ::testing::Test {
 protected:
  DivideRequest request(const std::string& target = "") const {
    return {.source = root_ / "t.csv",
            .output = root_ / "out",
            .target = target,
            .shares = {{"train", 0.6}, {"valid", 0.2}, {"test", 0.2}},
            .seed = 3};
  }

  std::vector<std::int64_t> divided(const DivideRequest& request) {
    std::vector<std::int64_t> counts;
    for (const DividedSplit& split : divide(request, progress_)) counts.push_back(split.samples);
    return counts;
  }

  /// Lines of a written split.
  std::vector<std::string> lines(const std::string& split) const {
    std::vector<std::string> all = base::split(base::read_file(root_ / "out" / split), '\n');
    EXPECT_EQ(all.back(), "");
    all.pop_back();
    return all;
  }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(DivideTable, GivesEveryRowToOneSplitByteForByte) {
  const std::string text = people(50) + "\"7\",  \"a \"\"b\"\"\" ,x";
  write_table(root_ / "t.csv", text);
  EXPECT_THAT(divided(request()), ElementsAre(31, 10, 10));
  std::vector<std::string> rows;
  for (const char* const split : {"train.csv", "valid.csv", "test.csv"}) {
    const std::vector<std::string> own = lines(split);
    EXPECT_EQ(own.front(), "age,job,income");
    rows.insert(rows.end(), own.begin() + 1, own.end());
  }
  std::vector<std::string> expected = base::split(text, '\n');
  expected.erase(expected.begin());
  EXPECT_THAT(rows, UnorderedElementsAreArray(expected));
}

TEST_F(DivideTable, DividesEachClassOfATargetByItself) {
  std::string text = "a,y\n";
  for (int i = 0; i < 100; ++i) text += fmt::format("{},{}\n", i, i < 90 ? "often" : "seldom");
  write_table(root_ / "t.csv", text);
  EXPECT_THAT(divided(request("y")), ElementsAre(60, 20, 20));
  const std::vector<std::string> test = lines("test.csv");
  EXPECT_EQ(std::ranges::count_if(test, [](auto& line) { return line.ends_with("seldom"); }), 2);
}

TEST_F(DivideTable, ListsItsFilesAndTargetInAManifest) {
  write_table(root_ / "t.csv", people(50));
  divided(request("income"));
  const auto manifest = formats::read_json<formats::OrderedJson>(root_ / "out/split.json");
  EXPECT_EQ(manifest["target"], "income");
  EXPECT_THAT(manifest["files"].get<std::vector<std::string>>(),
              ElementsAre("train.csv", "valid.csv", "test.csv"));
  EXPECT_ERROR(divided(request()), kCannotCreate, "a division is there");
  DivideRequest forced = request();
  forced.force = true;
  divided(forced);
}

TEST_F(DivideTable, IsTheSameForTheSameSeedAndKeepsEqualRowsTogether) {
  write_table(root_ / "t.csv", people(20) + people(20).substr(people(0).size()));
  DivideRequest again = request();
  divided(again);
  const std::string train = base::read_file(root_ / "out/train.csv");
  std::map<std::string, int> counts;
  for (const std::string& line : lines("train.csv")) ++counts[line];
  counts.erase("age,job,income");
  for (const auto& [line, count] : counts) EXPECT_EQ(count, 2) << line;
  again.force = true;
  divided(again);
  EXPECT_EQ(base::read_file(root_ / "out/train.csv"), train);
}

TEST_F(DivideTable, KeepsTabsInTheNamesOfItsFiles) {
  write_table(root_ / "t.csv", "a\ty\r\n1\tu\r\n2\tv\r\n3\tw\r\n4\tu");
  divided(request());
  EXPECT_TRUE(fs::exists(root_ / "out/train.tsv"));
  for (const char* const split : {"train.tsv", "valid.tsv", "test.tsv"}) {
    EXPECT_THAT(base::read_file(root_ / "out" / split), ::testing::EndsWith("\r\n"));
  }
}

TEST_F(DivideTable, RefusesWhatCannotBeDivided) {
  write_table(root_ / "t.csv", people(50));
  EXPECT_ERROR(divided(request("incom")), kUsage, "has no column 'incom'");
  DivideRequest linked = request();
  linked.link = true;
  EXPECT_ERROR(divided(linked), kUsage, "--link: there are no links to rows");
  write_table(root_ / "t.csv", people(50) + "1,2\n");
  EXPECT_ERROR(divided(request()), kInvalidData, "1 of 51 rows is broken, first '");
  write_table(root_ / "t.csv", people(2));
  EXPECT_ERROR(divided(request()), kInvalidData, "the whole has 2 different rows for 3 splits");
  EXPECT_ERROR(divided(request("income")), kInvalidData,
               "class 'high' has 1 different rows for 3 splits");
  EXPECT_FALSE(fs::exists(root_ / "out"));
}

TEST_F(DivideTable, StopsWhenItIsAskedToAndLeavesNothing) {
  write_table(root_ / "t.csv", people(50));
  progress_.stop = StopRequest::kTerminate;
  EXPECT_ERROR(divided(request()), kTerminated, "SIGTERM");
  EXPECT_FALSE(fs::exists(root_ / "out"));
}

}  // namespace
}  // namespace maas::data
