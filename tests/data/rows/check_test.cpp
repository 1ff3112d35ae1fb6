#include "data/check.h"

#include "data/csv/card.h"
#include "data/rows/tables.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using test::people;
using test::write_table;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Options as tasks of tables have them.
struct TableTask {
  std::string target;
  std::vector<std::string> ignore;
};

void describe(Fields& fields, TableTask& task) {
  fields("target", task.target, "column to be told");
  fields("ignore", task.ignore, "columns not to be looked at");
}

class CheckRows : public ::testing::Test {
 protected:
  /// A recipe whose task has classes: any that has an accuracy.
  CheckRows() {
    recipe_.task = {"image-classification", AnyOptions::of(TableTask{.target = "income"})};
  }

  static SplitBlock block(const fs::path& file) {
    SplitBlock split;
    split.layout = {"csv", AnyOptions::of(CsvOptions{.path = {file.string()}})};
    return split;
  }

  void train_on(const std::string& text) {
    recipe_.data.train = block(write_table(root_ / "train.csv", text));
  }

  void test_on(const std::string& text) {
    recipe_.data.test = block(write_table(root_ / "test.csv", text));
  }

  void learn_numbers(const std::string& target) {
    recipe_.task = {"tabular-regression", AnyOptions::of(TableTask{.target = target})};
  }

  DataCheck check() { return check_data(recipe_, progress_); }

  void expect_finding(const std::string& key, ErrorCode code, const std::string& part) {
    const DataCheck found = check();
    ASSERT_EQ(found.findings.size(), 1U);
    EXPECT_EQ(found.findings[0].key, key);
    EXPECT_EQ(found.findings[0].code, code);
    EXPECT_THAT(found.findings[0].message, HasSubstr(part));
  }

  Recipe recipe_;
  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(CheckRows, TellsColumnsClassesAndCounts) {
  train_on(people(100));
  recipe_.data.valid = SplitBlock{.from = "train", .fraction = 0.1};
  const DataCheck found = check();
  EXPECT_THAT(found.findings, IsEmpty());
  ASSERT_EQ(found.splits.size(), 2U);
  EXPECT_EQ(found.splits[0].samples, 90);
  EXPECT_THAT(found.splits[0].columns, ElementsAre("age", "job", "income"));
  EXPECT_THAT(found.splits[0].classes, ElementsAre("high", "low"));
  EXPECT_EQ(found.splits[1].samples, 10);
}

TEST_F(CheckRows, FindsATargetThatIsNoColumn) {
  train_on("age,job\n1,a\n2,b\n");
  expect_finding("data.train", ErrorCode::kInvalidRecipe,
                 "has no column 'income', it has age, job");
}

TEST_F(CheckRows, FindsBrokenRowsAndWarnsOfThoseThatAreSkipped) {
  train_on(people(100) + "1,2\n");
  expect_finding("data.train", ErrorCode::kInvalidData, "1 of 101 rows is broken, first '");
  recipe_.data.skip_bad = 1;
  const DataCheck found = check();
  EXPECT_THAT(found.findings, IsEmpty());
  EXPECT_EQ(found.splits[0].samples, 100);
  EXPECT_THAT(found.warnings, ElementsAre(HasSubstr("data.train: 1 of 101 rows is broken")));
}

TEST_F(CheckRows, FindsColumnsThatOtherSplitsLackUnlessTheyAreIgnored) {
  train_on(people(100));
  test_on("age,income\n7,low\n");
  expect_finding("data.test", ErrorCode::kInvalidData,
                 "data.test lacks a column of data.train: 'job'");
  recipe_.task.options.as<TableTask>().ignore = {"job"};
  EXPECT_THAT(check().findings, IsEmpty());
}

TEST_F(CheckRows, FindsClassesThatTrainHasNot) {
  train_on(people(100));
  test_on("age,job,income\n7,clerk,none\n");
  expect_finding("data.test", ErrorCode::kInvalidData,
                 "data.test: the class 'none' is none of those of data.train: 'high', 'low'");
}

TEST_F(CheckRows, FindsATargetWithoutClassesWhereTheyAreLearnt) {
  train_on(people(100));
  recipe_.task.options.as<TableTask>().target = "age";
  expect_finding("data.train", ErrorCode::kInvalidRecipe,
                 "a classifier needs at least 2 classes, data.train has 0");
}

TEST_F(CheckRows, FindsATargetOfTextsWhereNumbersAreLearnt) {
  train_on(people(100));
  learn_numbers("age");
  EXPECT_THAT(check().findings, IsEmpty());
  learn_numbers("job");
  expect_finding("data.train", ErrorCode::kInvalidData,
                 "the target 'job' of data.train is no number in 100 of 100 rows, first " +
                     (root_ / "train.csv").string() + ":2: 'clerk'");
}

TEST_F(CheckRows, WarnsOfRowsThatAreTrainedOnToo) {
  train_on(people(100));
  test_on(people(10, 95));
  EXPECT_THAT(check().warnings,
              ElementsAre(HasSubstr("5 of the 10 samples of data.test are trained on too")));
}

TEST_F(CheckRows, FindsAFewTextsAmongNumbersByTheRow) {
  std::string text = people(40);
  text.replace(text.find("\n27,") + 1, 2, "abc");
  train_on(text);
  expect_finding("data.train", ErrorCode::kInvalidData,
                 "'abc' of column 'age' is no number, as 39 of its 40 values are");
}

}  // namespace
}  // namespace maas::data
