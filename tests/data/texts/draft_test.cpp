#include "data/texts/draft.h"

#include "data/texts/corpus.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using test::opinions;
using test::write_text;
using ::testing::HasSubstr;

class TextDraftTest : public ::testing::Test {
 protected:
  std::string drafted_at(const fs::path& source) {
    return draft_recipe({.source = source}, progress_).recipe;
  }

  std::string drafted(const std::string& text) {
    return drafted_at(write_text(root_ / "t.jsonl", text));
  }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(TextDraftTest, ReadsTextsWordByWord) {
  const std::string text = drafted(opinions(1200));
  EXPECT_THAT(text, HasSubstr("# 1,200 texts of 4 to 6 words, 5.0 on average, in 2 classes: 'bad' "
                              "50.0%, 'good' 50.0%.\n"));
  EXPECT_THAT(text, HasSubstr("\ntask: text-classification\n"));
  EXPECT_THAT(text, HasSubstr("  train: {format: jsonl, path: " + (root_ / "t.jsonl").string()));
  EXPECT_THAT(text, HasSubstr("  valid: {from: train, fraction: 0.1}"));
  EXPECT_THAT(text, HasSubstr("  test: {from: train, fraction: 0.1}"));
  EXPECT_THAT(text, HasSubstr("  loader: {global_batch: 32, workers: 2}\n"));
  EXPECT_THAT(text, HasSubstr("model: {arch: lstm, embedding: 64, hidden: 64}\n"
                              "optim: {name: adamw, lr: 0.003, weight_decay: 0.01}\n"
                              "schedule: {name: one-cycle}\n"
                              "train: {until: 20epoch}\n"
                              "checkpoint: {best: valid.acc}\n"));
}

TEST_F(TextDraftTest, TakesLessTimeForMoreTexts) {
  const std::string text = drafted(opinions(20'000));
  EXPECT_THAT(text, HasSubstr("until: 10epoch"));
  EXPECT_THAT(text, HasSubstr("global_batch: 64"));
}

TEST_F(TextDraftTest, UsesFoldersAndTheSplitsThatAreThere) {
  test::write_opinions(root_ / "train", 20);
  test::write_opinions(root_ / "test", 2, 20);
  const std::string text = drafted_at(root_.path());
  EXPECT_THAT(text, HasSubstr("  train: {format: text-folder, path: " + (root_ / "train").string() +
                              "}\n"));
  EXPECT_THAT(text, HasSubstr("  test: {format: text-folder, path: "));
  EXPECT_THAT(text, HasSubstr("  valid: {from: train"));
  write_text(root_ / "test/fair/1.txt", "so so");
  EXPECT_ERROR(drafted_at(root_.path()), kInvalidData, "the class 'fair' is none of those of");
}

TEST_F(TextDraftTest, RefusesASplitWithoutClasses) {
  write_text(root_ / "train.jsonl", opinions(20));
  write_text(root_ / "test.jsonl", "{\"text\": \"film\"}\n");
  EXPECT_ERROR(drafted_at(root_.path()), kInvalidData, "the test split has no classes");
}

TEST_F(TextDraftTest, RefusesFewerThanTwoClasses) {
  EXPECT_ERROR(drafted("{\"text\": \"film\"}\n"), kInvalidData,
               "t.jsonl' has no classes: a classifier needs two or more");
  EXPECT_ERROR(drafted("{\"text\": \"film\", \"label\": 1}\n"), kInvalidData,
               "t.jsonl' has one class, '1': a classifier needs two or more");
}

TEST_F(TextDraftTest, RefusesBrokenTextsAndTextsThatAreTooFew) {
  EXPECT_ERROR(drafted(opinions(20) + "{}\n"), kInvalidData, "1 of 21 texts is broken, first '");
  EXPECT_ERROR(drafted(opinions(2)), kInvalidData,
               "2 texts in 2 classes are too few to take valid and test out of them");
}

TEST_F(TextDraftTest, RefusesATargetAndATaskOfOtherData) {
  const fs::path file = write_text(root_ / "t.jsonl", opinions(20));
  EXPECT_ERROR(draft_recipe({.source = file, .target = "label"}, progress_), kUsage,
               "--target: texts have no column 'label'");
  EXPECT_ERROR(draft_recipe({.source = file, .task = "image-classification"}, progress_), kUsage,
               "'image-classification' takes data of the kind image, these are of the kind text");
}

TEST_F(TextDraftTest, StopsWhenItIsAskedTo) {
  progress_.stop = StopRequest::kTerminate;
  EXPECT_ERROR(drafted(opinions(40)), kTerminated, "SIGTERM");
}

}  // namespace
}  // namespace maas::data
