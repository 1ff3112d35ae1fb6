#include "data/check.h"

#include "data/jsonl/card.h"
#include "data/texts/corpus.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using test::opinions;
using test::write_text;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CheckTexts : public ::testing::Test {
 protected:
  /// A recipe whose task has classes: any that has an accuracy.
  CheckTexts() { recipe_.task.name = "image-classification"; }

  SplitBlock block(const std::string& name, const std::string& text) const {
    const fs::path file = write_text(root_ / name, text);
    SplitBlock split;
    split.layout = {"jsonl", AnyOptions::of(JsonlOptions{.path = {file.string()}})};
    return split;
  }

  void train_on(const std::string& text) { recipe_.data.train = block("train.jsonl", text); }
  void test_on(const std::string& text) { recipe_.data.test = block("test.jsonl", text); }
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

TEST_F(CheckTexts, TellsLengthsClassesAndCounts) {
  train_on(opinions(100));
  recipe_.data.valid = SplitBlock{.from = "train", .fraction = 0.1};
  const DataCheck found = check();
  EXPECT_THAT(found.findings, IsEmpty());
  ASSERT_EQ(found.splits.size(), 2U);
  EXPECT_EQ(found.splits[0].samples, 90);
  EXPECT_THAT(found.splits[0].shapes, ElementsAre("4 to 6 words"));
  EXPECT_THAT(found.splits[0].classes, ElementsAre("bad", "good"));
  EXPECT_EQ(found.splits[1].samples, 10);
}

TEST_F(CheckTexts, FindsBrokenTextsAndWarnsOfThoseThatAreSkipped) {
  train_on(opinions(100) + "{}\n");
  expect_finding("data.train", ErrorCode::kInvalidData, "1 of 101 texts is broken, first '");
  recipe_.data.skip_bad = 1;
  const DataCheck found = check();
  EXPECT_THAT(found.findings, IsEmpty());
  EXPECT_EQ(found.splits[0].samples, 100);
  EXPECT_THAT(found.warnings, ElementsAre(HasSubstr("data.train: 1 of 101 texts is broken")));
}

TEST_F(CheckTexts, FindsFewerThanTwoClassesWhereTheyAreLearnt) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += fmt::format("{{\"text\": \"film {}\"}}\n", i);
  train_on(text);
  expect_finding("data.train", ErrorCode::kInvalidRecipe,
                 "a classifier needs at least 2 classes, data.train has 0");
  EXPECT_THAT(check().findings[0].hint, HasSubstr("`label: KEY`"));
}

TEST_F(CheckTexts, FindsClassesThatTrainHasNot) {
  train_on(opinions(100));
  test_on("{\"text\": \"so so\", \"label\": \"fair\"}\n");
  expect_finding("data.test", ErrorCode::kInvalidData,
                 "data.test: the class 'fair' is none of those of data.train: 'bad', 'good'");
}

TEST_F(CheckTexts, WarnsOfTextsThatAreTrainedOnToo) {
  train_on(opinions(100));
  test_on(opinions(10, 95));
  EXPECT_THAT(check().warnings,
              ElementsAre(HasSubstr("5 of the 10 samples of data.test are trained on too")));
}

}  // namespace
}  // namespace maas::data
