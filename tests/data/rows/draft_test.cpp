#include "data/rows/draft.h"

#include "data/rows/tables.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using test::people;
using test::write_table;
using ::testing::HasSubstr;
using ::testing::Not;

class RowDraftTest : public ::testing::Test {
 protected:
  std::string drafted_at(const fs::path& source, const std::string& target = "") {
    return draft_recipe({.source = source, .target = target}, progress_).recipe;
  }

  std::string drafted(const std::string& text, const std::string& target = "") {
    return drafted_at(write_table(root_ / "t.csv", text), target);
  }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(RowDraftTest, ClassifiesTheLastColumnAndSaysHowToTakeAnother) {
  const std::string text = drafted(people(40));
  EXPECT_THAT(text, HasSubstr("# 40 rows of 3 columns: 1 of numbers, 2 of categories; no value is "
                              "missing.\n"));
  EXPECT_THAT(text, HasSubstr("# The target is 'income', the last column; `maas recipe init "
                              "--target COLUMN` takes another: 2 classes: 'high' 50.0%, 'low' "
                              "50.0%.\n"));
  EXPECT_THAT(text, HasSubstr("\ntask: {name: tabular-classification, target: income}\n"));
  EXPECT_THAT(text,
              HasSubstr("  train: {format: csv, path: " + (root_ / "t.csv").string() + "}\n"));
  EXPECT_THAT(text, HasSubstr("  valid: {from: train, fraction: 0.15}"));
  EXPECT_THAT(text, HasSubstr("model: {arch: mlp, hidden: [64, 64], dropout: 0.1}\n"));
  EXPECT_THAT(text, HasSubstr("train: {until: 100epoch}\n"));
  EXPECT_THAT(text, HasSubstr("checkpoint: {best: valid.acc}\n"));
}

TEST_F(RowDraftTest, TakesTheTargetThatIsNamed) {
  const std::string text = drafted(people(40), "job");
  EXPECT_THAT(text, HasSubstr("target: job}\n"));
  EXPECT_THAT(text, HasSubstr("# The target is 'job', as asked for: 2 classes"));
  EXPECT_ERROR(drafted(people(40), "jop"), kUsage,
               "t.csv' has no column 'jop', it has age, job, income");
}

TEST_F(RowDraftTest, TakesAColumnThatIsCalledAsTargetsAre) {
  const std::string text = drafted("Class,a\nu,1\nv,2\nu,3\nv,1\nu,2\nv,3\n");
  EXPECT_THAT(text, HasSubstr("target: Class}"));
  EXPECT_THAT(text, HasSubstr("# The target is 'Class', by its name;"));
}

TEST_F(RowDraftTest, LearnsATargetOfManyNumbersByARegression) {
  const std::string text = drafted(people(40), "age");
  EXPECT_THAT(text, HasSubstr("task: {name: tabular-regression, target: age}\n"));
  EXPECT_THAT(text, HasSubstr("as asked for: 20 to 59, mean 39.5.\n"));
  EXPECT_THAT(text, HasSubstr("checkpoint: {best: valid.loss}\n"));
}

TEST_F(RowDraftTest, LeavesOutColumnsThatTellRowsApartAlone) {
  std::string text = ",name,size,kind\n";
  for (int i = 0; i < 10; ++i) text += fmt::format("{},n{},{},{}\n", i + 1, i, i + 1, i % 2);
  EXPECT_THAT(
      drafted(text),
      HasSubstr("task: {name: tabular-classification, target: kind, ignore: [row, name]}  # "));
}

TEST_F(RowDraftTest, UsesTheSplitsThatAreThere) {
  write_table(root_ / "train.csv", people(40));
  write_table(root_ / "test.csv", people(10, 40));
  const std::string text = drafted_at(root_.path());
  EXPECT_THAT(text, HasSubstr("  test: {format: csv, path: " + (root_ / "test.csv").string()));
  EXPECT_THAT(text, HasSubstr("  valid: {from: train"));
  write_table(root_ / "test.csv", "age,income\n50,low\n");
  EXPECT_ERROR(drafted_at(root_.path()), kInvalidData, "the test split has no column 'job'");
  write_table(root_ / "test.csv", "age,job,income\n50,clerk,none\n");
  EXPECT_ERROR(drafted_at(root_.path()), kInvalidData, "the class 'none' is none of those of");
}

TEST_F(RowDraftTest, CountsMissingValues) {
  EXPECT_THAT(drafted("a,b,y\n?,1,u\n2,,v\n3,NA,u\n4,2,v\n5,1,u\n6,2,v\n"),
              HasSubstr("; 3 values are missing.\n"));
}

TEST_F(RowDraftTest, QuotesNamesThatYamlWouldReadOtherwise) {
  const std::string text =
      drafted("a,b,\"x: {y}, #1\"\n1,1,u\n2,1,v\n3,2,u\n4,2,v\n5,1,u\n6,1,v\n");
  EXPECT_THAT(text, HasSubstr("target: \"x: {y}, #1\"}"));
}

TEST_F(RowDraftTest, NamesTheDelimiterOfNoFileAndTheMissingTextsOfNone) {
  EXPECT_THAT(drafted("a;y\n1;u\n2;v\n3;u\n4;v\n5;u\n6;v\n"),
              Not(::testing::AnyOf(HasSubstr("delimiter"), HasSubstr("missing:"))));
}

TEST_F(RowDraftTest, RefusesATargetThatThereIsNothingToLearnOf) {
  EXPECT_ERROR(drafted("a,y\n1,u\n2,u\n"), kInvalidData,
               "the target 'y' has one value, 'u': there is nothing to learn");
  std::string texts = "a,y\n";
  for (int i = 0; i < 1001; ++i) texts += fmt::format("1,t{}\n", i);
  EXPECT_ERROR(drafted(texts), kInvalidData, "too many for classes, and no number");
}

TEST_F(RowDraftTest, RefusesBrokenRowsAndRowsThatAreTooFew) {
  EXPECT_ERROR(drafted("a,y\n1,u\n2\n3,v\n"), kInvalidData, "1 of 3 rows is broken, first '");
  EXPECT_ERROR(drafted("a,y\n1,u\n2,v\n"), kInvalidData,
               "2 rows in 2 classes are too few to take valid and test out of them");
}

TEST_F(RowDraftTest, RefusesATaskThatTakesOtherData) {
  const fs::path file = write_table(root_ / "t.csv", people(40));
  EXPECT_ERROR(draft_recipe({.source = file, .task = "image-classification"}, progress_), kUsage,
               "'image-classification' takes data of the kind image, these are of the kind row");
}

TEST_F(RowDraftTest, StopsWhenItIsAskedTo) {
  progress_.stop = StopRequest::kTerminate;
  EXPECT_ERROR(drafted(people(40)), kTerminated, "SIGTERM");
}

TEST_F(RowDraftTest, RefusesAFewTextsAmongNumbersInsteadOfLeavingTheColumnOut) {
  std::string text = "a,y\n";
  for (int i = 0; i < 40; ++i) text += fmt::format("{}.5,{}\n", i, i % 2 == 0 ? "u" : "v");
  for (const char* odd : {"abc", "1_000", "inf", "1e400"}) {
    std::string table = text;
    table.replace(table.find("\n7.5,") + 1, 3, odd);
    const std::string said = fmt::format("t.csv:9: '{}' of column 'a' is no ", odd);
    EXPECT_ERROR(drafted(table), kInvalidData, said);
    EXPECT_ERROR(drafted(table, "a"), kInvalidData, "t.csv:9");
  }
}

}  // namespace
}  // namespace maas::data
