#include "data/csv/csv.h"

#include "base/files.h"
#include "data/locate.h"
#include "data/rows.h"
#include "data/sets.h"
#include "data/whole.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CsvLayout : public ::testing::Test {
 protected:
  fs::path write(const std::string& name, const std::string& text) const {
    fs::create_directories((root_ / name).parent_path());
    base::write_file(root_ / name, text);
    return root_ / name;
  }

  static std::shared_ptr<const Dataset> open(const fs::path& path, const std::string& target = "",
                                             CsvOptions options = {}) {
    options.path.text = path.string();
    return make_csv("train", options)->open({.target = target});
  }

  std::shared_ptr<const Dataset> opened(const std::string& text,
                                        const std::string& target = "") const {
    return open(write("t.csv", text), target);
  }

  static std::vector<std::int64_t> labels_of(const Dataset& set) {
    std::vector<std::int64_t> labels;
    for (std::int64_t i = 0; i < set.size(); ++i) labels.push_back(set.label(i));
    return labels;
  }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(CsvLayout, TellsClassesByTheLastColumn) {
  const auto set = opened("age,income\n39,low\n50,high\n38,low\n");
  EXPECT_EQ(set->kind(), "row");
  EXPECT_THAT(set->classes(), ElementsAre("high", "low"));
  EXPECT_THAT(labels_of(*set), ElementsAre(1, 0, 1));
  EXPECT_EQ(as<Rows>(*set).target(), 1U);
  EXPECT_EQ(set->name(1), (root_ / "t.csv").string() + ":3");
}

TEST_F(CsvLayout, TellsClassesByTheTargetThatIsNamed) {
  const auto set = opened("kind,size\nx,1.5\ny,2.5\n", "kind");
  EXPECT_THAT(set->classes(), ElementsAre("x", "y"));
  EXPECT_EQ(as<Rows>(*set).target(), 0U);
}

TEST_F(CsvLayout, NamesItsColumnsWhenTheTargetIsNone) {
  EXPECT_ERROR(opened("age,income\n39,low\n", "incom"), kInvalidRecipe,
               "t.csv' has no column 'incom', it has age, income");
}

TEST_F(CsvLayout, SortsClassesThatAreNumbersAsNumbers) {
  const auto set = opened("a,stars\nx,10\ny,9\nz,-1\n");
  EXPECT_THAT(set->classes(), ElementsAre("-1", "9", "10"));
  EXPECT_THAT(labels_of(*set), ElementsAre(2, 1, 0));
}

TEST_F(CsvLayout, HasNoClassesIfTheTargetHasManyNumbersOrTexts) {
  std::string numbers = "a,b\n";
  for (int i = 0; i < 20; ++i) numbers += fmt::format("x,{}\n", i);
  EXPECT_EQ(opened(numbers)->classes().size(), 20U);
  const auto many = opened(numbers + "x,20\n");
  EXPECT_THAT(many->classes(), IsEmpty());
  EXPECT_THAT(class_counts(*many), IsEmpty());
  std::string texts = "a,b\n";
  for (int i = 0; i < 1000; ++i) texts += fmt::format("x,t{}\n", i);
  EXPECT_EQ(opened(texts)->classes().size(), 1000U);
  EXPECT_THAT(opened(texts + "x,another\n")->classes(), IsEmpty());
}

TEST_F(CsvLayout, FindsBrokenRowsOneByOne) {
  const auto set = opened("a,b,y\n1,2,u\n1,2\n1,2,\n1,2,-inf\n1,2,nan\n\"1\"x,2,u\n1,2,v\n");
  ASSERT_EQ(set->size(), 7);
  EXPECT_THAT(set->classes(), ElementsAre("u", "v"));
  EXPECT_THAT(labels_of(*set), ElementsAre(0, -1, -1, -1, -1, -1, 1));
  EXPECT_THAT(class_counts(*set), ElementsAre(1, 1));
  const std::string file = (root_ / "t.csv").string();
  EXPECT_ERROR(set->verify(1), kInvalidData, file + ":3: 2 fields, the header has 3");
  EXPECT_ERROR(set->verify(2), kInvalidData, file + ":4: the target 'y' has no value");
  EXPECT_ERROR(set->verify(3), kInvalidData, file + ":5: the target 'y' is -inf, no finite number");
  EXPECT_ERROR(set->verify(4), kInvalidData, file + ":6: the target 'y' has no value");
  EXPECT_ERROR(set->verify(5), kInvalidData, file + ":7: a field goes on behind its closing quote");
  set->verify(0);
  set->verify(6);
}

TEST_F(CsvLayout, LeavesBrokenRowsOutIfTheyMayBeSkipped) {
  const auto set = opened("a,y\n1,u\n2\n3,v\n");
  const Whole whole = without_broken(set, {.what = "data.train", .most = 1}, progress_);
  EXPECT_EQ(whole.skipped, "data.train: 1 of 3 rows is broken, first '" +
                               (root_ / "t.csv").string() +
                               ":3': 1 field, the header has 2: it is left out");
  ASSERT_EQ(whole.samples->size(), 2);
  EXPECT_EQ(as<Rows>(*whole.samples).cell(1, 0), "3");
  EXPECT_EQ(whole.samples->label(1), 1);
  EXPECT_ERROR(without_broken(set, {.what = "data.train"}, progress_), kInvalidData,
               "data.train: 1 of 3 rows is broken, first '");
}

TEST_F(CsvLayout, HasDigestsOfAllCellsButTheTarget) {
  const auto set = opened("a,b,y\n1,23,u\n12,3,u\n\"1\", 23,v\n,1,u\n1,,u\n");
  EXPECT_NE(set->digest(0), set->digest(1));
  EXPECT_EQ(set->digest(0), set->digest(2));
  EXPECT_NE(set->digest(3), set->digest(4));
}

TEST_F(CsvLayout, HasAFingerprintOfItsBytesTargetAndMissingTexts) {
  const fs::path file = write("t.csv", "a,b\n1,2\n3,4\n");
  const std::string print = open(file)->fingerprint(progress_);
  EXPECT_EQ(open(file, "b")->fingerprint(progress_), print);
  EXPECT_EQ(open(write("copy.csv", "a,b\n1,2\n3,4\n"))->fingerprint(progress_), print);
  EXPECT_NE(open(file, "a")->fingerprint(progress_), print);
  EXPECT_NE(open(file, "", {.missing = {"3"}})->fingerprint(progress_), print);
  EXPECT_NE(open(write("t.csv", "a,b\n1,2\n3,5\n"))->fingerprint(progress_), print);
}

TEST_F(CsvLayout, StopsHashingWhenItIsAskedTo) {
  const auto set = opened("a,b\n1,2\n");
  progress_.stop = StopRequest::kInterrupt;
  EXPECT_ERROR(set->fingerprint(progress_), kInterrupted, "SIGINT");
}

TEST_F(CsvLayout, PassesOverAByteOrderMark) {
  const auto set = opened("\xEF\xBB\xBFid,y\n1,2\n3,4\n");
  EXPECT_THAT(as<Rows>(*set).columns(), ElementsAre("id", "y"));
}

TEST_F(CsvLayout, RefusesUtf16) {
  EXPECT_ERROR(opened(std::string("\xff\xfe"
                                  "a\0,\0b\0",
                                  8)),
               kInvalidData, "is UTF-16");
}

TEST_F(CsvLayout, ReadsPackedTablesWithTabs) {
  const std::string text = "a\ty\n1\tu\n2\tv\n";
  const auto bytes = std::as_bytes(std::span(text));
  const auto set = open(write("t.tsv.gz", test::text_of(formats::gzip(bytes))));
  EXPECT_THAT(set->classes(), ElementsAre("u", "v"));
  EXPECT_THAT(set->name(0), ::testing::EndsWith("t.tsv.gz:2"));
}

TEST_F(CsvLayout, RefusesADelimiterThatIsNoCharacter) {
  const fs::path file = write("t.csv", "a,b\n1,2\n");
  EXPECT_ERROR(open(file, "", {.delimiter = "::"}), kInvalidRecipe,
               "csv: the delimiter must be one character");
  EXPECT_ERROR(open(file, "", {.delimiter = "\""}), kInvalidRecipe, "not '\"'");
}

TEST_F(CsvLayout, RefusesNoPathAndAFileThatIsNotThere) {
  EXPECT_ERROR(open(""), kInvalidRecipe, "data.train.path must name a table");
  EXPECT_ERROR(open(root_ / "none.csv"), kNotFound, "none.csv");
  EXPECT_ERROR(open(root_.path()), kNotFound, "has no table called train.csv");
}

TEST_F(CsvLayout, ListsItsFileForMake) {
  const fs::path file = write("train.tsv", "a\tb\n1\t2\n");
  EXPECT_THAT(make_csv("train", {.path = {root_.path().string()}})->files(), ElementsAre(file));
}

TEST_F(CsvLayout, IsFoundByTheFilesName) {
  const fs::path file = write("x.csv", "a,b\n1,2\n");
  const std::vector<SplitFiles> splits = locate(file);
  ASSERT_EQ(splits.size(), 1U);
  EXPECT_EQ(splits[0].split, "train");
  EXPECT_EQ(splits[0].layout.name, "csv");
  EXPECT_EQ(data::open(splits[0])->size(), 1);
}

TEST_F(CsvLayout, IsFoundInAFolderWithAFileForEachSplit) {
  write("test.csv", "a,b\n1,2\n");
  write("train.csv.gz", "");
  write("val.tsv", "a\tb\n1\t2\n");
  write("submission.csv", "a,b\n1,2\n");
  const std::vector<SplitFiles> splits = locate(root_.path());
  ASSERT_EQ(splits.size(), 3U);
  EXPECT_EQ(splits[0].split, "train");
  EXPECT_EQ(splits[1].split, "valid");
  EXPECT_EQ(splits[2].split, "test");
}

TEST_F(CsvLayout, TellsOfTablesBesideItsSplits) {
  write("train.csv", "a,b\n1,2\n");
  write("test.csv", "a,b\n1,2\n");
  write("other.csv", "a,b\n1,2\n");
  const auto left_out = open(root_ / "train.csv")->left_out();
  ASSERT_EQ(left_out.size(), 1U);
  EXPECT_EQ(left_out[0].first, root_ / "other.csv");
}

TEST_F(CsvLayout, IsFoundInAFolderWithASingleTable) {
  write("iris.csv", "a,b\n1,2\n");
  EXPECT_EQ(locate(root_.path()).front().layout.name, "csv");
  write("more.csv", "a,b\n1,2\n");
  EXPECT_NE(locate(root_.path()).front().layout.name, "csv");
}

TEST_F(CsvLayout, LeavesAFolderOfPicturesToItsLayout) {
  test::write_classes(root_.path(), {"cat", "dog"});
  write("labels.csv", "a,b\n1,2\n");
  EXPECT_EQ(locate(root_.path()).front().layout.name, "image-folder");
}

TEST_F(CsvLayout, RefusesTwoFilesForOneSplit) {
  write("train.csv", "a,b\n1,2\n");
  write("training.tsv", "a\tb\n1\t2\n");
  EXPECT_ERROR(locate(root_.path()), kInvalidData, "both mean the train split");
}

TEST_F(CsvLayout, RefusesASingleColumnAndHintsAtTheDelimiter) {
  try {
    opened("a:b\n1:2\n");
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInvalidData);
    EXPECT_THAT(error.what(), ::testing::HasSubstr("has one column only, 'a:b'"));
    EXPECT_THAT(error.hint(), ::testing::HasSubstr("delimiter"));
  }
}

TEST_F(CsvLayout, TellsRowsApartByNameWhateverTheOrderOfTheirColumns) {
  const auto one = opened("a,b,y\n1,2,0\n", "y");
  const auto digest = one->digest(0);
  EXPECT_EQ(opened("y,b,a\n1,2,1\n", "y")->digest(0), digest);
  EXPECT_NE(opened("a,b,y\n2,1,0\n", "y")->digest(0), digest);
}

TEST_F(CsvLayout, TakesARecordThatIsNoUtf8ForBroken) {
  const auto set = opened("a,y\nM\xfcnchen,0\nx,1\n", "y");
  EXPECT_ERROR(set->verify(0), kInvalidData, "byte 1 of the record is not UTF-8");
  EXPECT_NO_THROW(set->verify(1));
}

}  // namespace
}  // namespace maas::data
