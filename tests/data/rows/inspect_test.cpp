#include "data/inspect.h"

#include "data/locate.h"
#include "data/rows.h"
#include "data/rows/columns.h"
#include "data/rows/tables.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using test::write_table;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class InspectRows : public ::testing::Test {
 protected:
  Inspection inspected() {
    std::vector<NamedSamples> splits;
    for (const SplitFiles& files : locate(root_.path())) {
      splits.push_back({files.split, open(files)});
    }
    return inspect(splits, progress_);
  }

  SplitInspection inspected(const std::string& text) {
    write_table(root_ / "train.csv", text);
    return inspected().splits.at(0);
  }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(InspectRows, MeasuresNumbers) {
  const ColumnValues values = inspected("a,y\n1,u\n4,v\n,u\n4,v\n-1,u\n").columns.at(0);
  EXPECT_EQ(values.name, "a");
  EXPECT_EQ(values.type, "number");
  EXPECT_EQ(values.missing, 1);
  EXPECT_EQ(values.distinct, 3);
  EXPECT_EQ(values.smallest, -1);
  EXPECT_EQ(values.largest, 4);
  EXPECT_DOUBLE_EQ(*values.mean, 2);
  EXPECT_DOUBLE_EQ(*values.deviation, std::sqrt(4.5));
  EXPECT_EQ(values.most_frequent, "4");
  EXPECT_EQ(values.frequency, 2);
}

TEST_F(InspectRows, CountsCategoriesAndClasses) {
  const SplitInspection train = inspected("a,y\n1,u\nx,v\nx,u\n1,u\n");
  EXPECT_EQ(train.samples, 4);
  EXPECT_EQ(train.columns.at(0).type, "category");
  EXPECT_EQ(train.columns.at(0).distinct, 2);
  EXPECT_EQ(train.columns.at(0).smallest, std::nullopt);
  EXPECT_EQ(train.columns.at(0).most_frequent, "1");
  EXPECT_EQ(train.columns.at(1).frequency, 3);
  ASSERT_EQ(train.classes.size(), 2U);
  EXPECT_EQ(train.classes[0].samples, 3);
  EXPECT_THAT(train.shapes, IsEmpty());
  EXPECT_THAT(train.channels, IsEmpty());
}

TEST_F(InspectRows, TakesAColumnWithoutValuesForCategories) {
  const ColumnValues values = inspected("a,y\n,u\n?,v\n").columns.at(0);
  EXPECT_EQ(values.type, "category");
  EXPECT_EQ(values.missing, 2);
  EXPECT_EQ(values.distinct, 0);
  EXPECT_EQ(values.most_frequent, "");
}

TEST_F(InspectRows, NamesBrokenRowsAndLeavesThemOut) {
  const SplitInspection train = inspected("a,y\n1,u\n2\n3,v\n4,\n");
  ASSERT_EQ(train.broken.size(), 2U);
  EXPECT_EQ(train.broken[0].name, (root_ / "train.csv").string() + ":3");
  EXPECT_EQ(train.broken[0].reason, "1 field, the header has 2");
  EXPECT_EQ(train.broken[1].reason, "the target 'y' has no value");
  EXPECT_EQ(train.samples, 4);
  EXPECT_EQ(train.columns.at(0).distinct, 2);
}

TEST_F(InspectRows, FindsRowsThatAreThereTwiceAndDifferInTheTarget) {
  write_table(root_ / "train.csv", "a,y\n1,u\n1,v\n2,u\n");
  write_table(root_ / "test.csv", "a,y\n2,u\n");
  const Inspection all = inspected();
  ASSERT_EQ(all.duplicates.size(), 2U);
  EXPECT_NE(all.duplicates[0].across_classes, all.duplicates[1].across_classes);
  EXPECT_NE(all.duplicates[0].across_splits, all.duplicates[1].across_splits);
}

TEST_F(InspectRows, StopsWhenItIsAskedTo) {
  progress_.stop = StopRequest::kInterrupt;
  EXPECT_ERROR(inspected("a,y\n1,u\n2,v\n"), kInterrupted, "stopped");
}

TEST_F(InspectRows, KnowsColumnsThatTellRowsApartAlone) {
  const auto set =
      open({"train", locate(write_table(root_ / "t.csv",
                                        "id,id2,count,name,job,y\n7,1,3,ann,x,u\n8,5,4,bob,x,v\n"))
                         .front()
                         .layout});
  const auto& rows = as<Rows>(*set);
  const std::vector<ColumnValues> columns = measure_columns(rows);
  std::vector<bool> found;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    found.push_back(is_identifier(rows, i, columns[i]));
  }
  EXPECT_THAT(found, ::testing::ElementsAre(true, false, false, true, false, true));
}

}  // namespace
}  // namespace maas::data
