#include "data/series/series.h"

#include <cmath>

#include "base/files.h"
#include "data/locate.h"
#include "data/series.h"
#include "data/split.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SeriesLayoutTest : public ::testing::Test {
 protected:
  std::shared_ptr<const Dataset> opened(const std::string& text, const Opening& opening = {}) {
    const auto file = root_ / "t.csv";
    base::write_file(file, text);
    return make_series("train", {.path = {file.string()}})->open(opening);
  }

  static const Series& series(const std::shared_ptr<const Dataset>& set) {
    return as<Series>(*set);
  }

  std::string layout_at(const std::string& text) {
    base::write_file(root_ / "t.csv", text);
    return locate(root_ / "t.csv").front().layout.name;
  }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(SeriesLayoutTest, ReadsStepsInTheOrderOfTheFile) {
  const auto set = opened("step,load\n0,5\n1,7\n2,6\n");
  EXPECT_EQ(set->kind(), "series");
  EXPECT_EQ(set->size(), 3);
  EXPECT_THAT(series(set).columns(), ElementsAre("load"));
  EXPECT_EQ(series(set).times(), "step");
  EXPECT_EQ(series(set).value(1, 0), 7);
  EXPECT_EQ(set->name(1), (root_ / "t.csv").string() + ":3");
}

TEST_F(SeriesLayoutTest, TakesTextsInTheFirstColumnForTimes) {
  const auto set = opened("at;load;temp\n2000-06-05 00:00;5;1.5\n2000-06-05 00:30;7;1\n");
  EXPECT_EQ(series(set).times(), "at");
  EXPECT_THAT(series(set).columns(), ElementsAre("load", "temp"));
  EXPECT_EQ(series(set).target(), 1U);
}

TEST_F(SeriesLayoutTest, TakesNumbersThatDoNotRiseForValues) {
  const auto set = opened("sun,load\n0,5\n1,7\n0,6\n");
  EXPECT_EQ(series(set).times(), "");
  EXPECT_THAT(series(set).columns(), ElementsAre("sun", "load"));
}

TEST_F(SeriesLayoutTest, ReadsFilesWithoutAHeader) {
  EXPECT_THAT(series(opened("5\n7\n")).columns(), ElementsAre("column1"));
  EXPECT_EQ(opened("5\n7\n")->size(), 2);
  const auto set = opened("2000-06-05,5,7\n2000-06-06,8,9\n");
  EXPECT_THAT(series(set).columns(), ElementsAre("column2", "column3"));
  EXPECT_EQ(set->size(), 2);
}

TEST_F(SeriesLayoutTest, TakesTheTargetThatIsNamed) {
  EXPECT_EQ(series(opened("a,b\n3,1\n1,2\n", {.target = "a"})).target(), 0U);
  EXPECT_ERROR(opened("a,b\n3,1\n1,2\n", {.target = "c"}), kInvalidRecipe,
               "t.csv', among its numbers, has no column 'c', it has a, b");
}

TEST_F(SeriesLayoutTest, LeavesOutColumnsOfTextsAndSaysSo) {
  const auto set = opened("load,day\n5,Mo\n7,Tu\n4,We\n");
  EXPECT_THAT(series(set).columns(), ElementsAre("load"));
  ASSERT_EQ(set->left_out().size(), 1U);
  EXPECT_EQ(set->left_out()[0].first, "day");
  EXPECT_THAT(opened("load,day\n5,Mo\n7,Tu\n4,We\n", {.ignored = {"day"}})->left_out(), IsEmpty());
}

TEST_F(SeriesLayoutTest, RefusesATableWithoutNumbers) {
  EXPECT_ERROR(opened("at,day\nx,Mo\ny,Tu\n"), kInvalidData, "t.csv' has no column of numbers");
  EXPECT_ERROR(opened(""), kInvalidData, "is empty");
}

TEST_F(SeriesLayoutTest, NamesTheLineOfAStepThatIsBroken) {
  const auto set = opened("step,load\n0,5\n1,\n2,x\n3,inf\n4\n5,6\n");
  set->verify(0);
  EXPECT_ERROR(set->verify(1), kInvalidData, "t.csv:3: column 'load' has no value");
  EXPECT_ERROR(set->verify(2), kInvalidData, "t.csv:4: 'x' of column 'load' is no finite number");
  EXPECT_ERROR(set->verify(3), kInvalidData, "t.csv:5: 'inf' of column 'load'");
  EXPECT_ERROR(set->verify(4), kInvalidData, "t.csv:6: 1 field, the header has 2");
  EXPECT_TRUE(std::isnan(series(set).value(4, 0)));
  set->verify(5);
}

TEST_F(SeriesLayoutTest, DoesNotAskForValuesOfColumnsThatAreIgnored) {
  opened("sun,load\n0,5\n,7\n", {.ignored = {"sun"}})->verify(1);
}

TEST_F(SeriesLayoutTest, TellsStepsOfEqualValuesAtOtherTimesApart) {
  const auto set = opened("5\n7\n5\n7\n5\n7\n");
  EXPECT_NE(set->digest(0), set->digest(2));
  EXPECT_NE(set->digest(3), set->digest(5));
  const auto timed = opened("at,load\na,5\nb,5\nc,5\n");
  EXPECT_NE(timed->digest(0), timed->digest(1));
}

TEST_F(SeriesLayoutTest, KnowsAStepAgainWhereMoreFollow) {
  const auto before = opened("5\n7\n8\n");
  const auto after = opened("5\n7\n8\n9\n1\n");
  for (std::int64_t i = 0; i < 3; ++i) EXPECT_EQ(before->digest(i), after->digest(i));
}

TEST_F(SeriesLayoutTest, KnowsAStepAgainByItsTimeThoughTheFileBeginsLater) {
  std::string late = "at,load\n";
  for (int i = 20; i < 40; ++i) late += fmt::format("t{},{}\n", i, i % 7);
  std::string whole = "at,load\n";
  for (int i = 0; i < 40; ++i) whole += fmt::format("t{},{}\n", i, i % 7);
  EXPECT_EQ(opened(whole)->digest(39), opened(late)->digest(19));
}

TEST_F(SeriesLayoutTest, HasAFingerprintOfItsContents) {
  const std::string text = "step,load\n0,5\n1,7\n";
  const std::string one = opened(text)->fingerprint(progress_);
  EXPECT_EQ(opened(text)->fingerprint(progress_), one);
  EXPECT_NE(opened("step,load\n0,5\n1,8\n")->fingerprint(progress_), one);
}

TEST_F(SeriesLayoutTest, GivesPartsThatKnowTheirPlaces) {
  const auto set = opened("5\n7\n8\n9\n");
  const auto [kept, last] = take_last(set, 0.5);
  EXPECT_EQ(kept->size(), 2);
  EXPECT_EQ(series(last).position(0), 2);
  EXPECT_EQ(series(last).positions(), 4);
  EXPECT_EQ(series(last).value(1, 0), 7);
  EXPECT_EQ(last->digest(0), set->digest(2));
}

TEST_F(SeriesLayoutTest, IsNotDividedByAHash) {
  DataBlock data;
  data.valid = SplitBlock{.layout = {}, .from = "train", .fraction = 0.5, .limit = {}};
  EXPECT_ERROR(divide(opened("5\n7\n8\n9\n"), data, progress_), kInvalidRecipe,
               "data.valid.by: a series follows the order of time");
  data.valid->by = "order";
  EXPECT_EQ(divide(opened("5\n7\n8\n9\n"), data, progress_).valid->size(), 2);
}

TEST_F(SeriesLayoutTest, IsWhatATableOfOneColumnOfNumbersIs) {
  EXPECT_EQ(layout_at("load\n5\n7\n"), "series");
  EXPECT_EQ(layout_at("5\n7\n"), "series");
  EXPECT_EQ(layout_at("step,load\n0,5\n1,7\n"), "csv");
  EXPECT_EQ(layout_at("name\nx\ny\n"), "csv");
}

TEST_F(SeriesLayoutTest, MayBeAskedForWhereATableCouldBeRows) {
  base::write_file(root_ / "t.csv", "step,load\n0,5\n1,7\n");
  EXPECT_EQ(locate(root_ / "t.csv", {kind::kSeries}).front().layout.name, "series");
  base::write_file(root_ / "train.csv", "step,load\n0,5\n1,7\n");
  base::write_file(root_ / "test.csv", "step,load\n2,5\n3,7\n");
  EXPECT_EQ(locate(root_.path(), {kind::kSeries}).size(), 2U);
  EXPECT_THAT(locate(root_.path(), {kind::kText}), IsEmpty());
}

}  // namespace
}  // namespace maas::data
