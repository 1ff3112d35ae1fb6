#include "data/text_folder/text_folder.h"

#include "data/divide.h"
#include "data/locate.h"
#include "data/sets.h"
#include "data/texts.h"
#include "data/texts/corpus.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class TextFolderLayout : public ::testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) const {
    test::write_text(root_ / name, text);
  }

  std::unique_ptr<Dataset> open() const {
    return make_text_folder("train", {.path = {root_.path().string()}})->open();
  }

  std::string text(std::int64_t index) const { return as<Texts>(*open()).text(index); }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(TextFolderLayout, TakesFoldersAsClassesInTheOrderOfTheirNames) {
  write("good/1.txt", "fun\n");
  write("bad/b.TXT", "\xEF\xBB\xBFlong");
  write("bad/deeper/a.txt", "dull");
  const auto set = open();
  EXPECT_EQ(set->kind(), "text");
  EXPECT_THAT(set->classes(), ElementsAre("bad", "good"));
  EXPECT_THAT(std::vector({set->label(0), set->label(1), set->label(2)}), ElementsAre(0, 0, 1));
  EXPECT_EQ(text(0), "long");
  EXPECT_EQ(text(1), "dull");
  EXPECT_EQ(text(2), "fun\n");
  EXPECT_THAT(set->name(1), ::testing::EndsWith("bad/deeper/a.txt"));
}

TEST_F(TextFolderLayout, FindsBrokenTextsOneByOne) {
  write("a/1.txt", "");
  write("a/2.txt", " \n");
  write("a/3.txt", "caf\xe9 noir");
  write("a/4.txt", std::string("\xff\xfe"
                               "a\0",
                               4));
  write("a/5.txt", std::string(kMostBytesOfText + 1, 'x'));
  write("a/6.txt", "whole");
  const auto set = open();
  ASSERT_EQ(set->size(), 6);
  EXPECT_ERROR(set->verify(0), kInvalidData, "a/1.txt: the text is empty");
  EXPECT_ERROR(set->verify(1), kInvalidData, "a/2.txt: the text is empty");
  EXPECT_ERROR(set->verify(2), kInvalidData, "a/3.txt: byte 3 of the text is no UTF-8");
  EXPECT_ERROR(set->verify(3), kInvalidData, "a/4.txt' is UTF-16");
  EXPECT_ERROR(set->verify(4), kInvalidData,
               "a/5.txt: a text of 16777217 bytes, the limit is 16777216");
  set->verify(5);
}

TEST_F(TextFolderLayout, NamesWhatItDoesNotTake) {
  write("good/1.txt", "fun");
  write("good/1.md", "fun");
  write("bad/1.rtf", "dull");
  write("README.txt", "films");
  const auto left_out = open()->left_out();
  ASSERT_EQ(left_out.size(), 4U);
  EXPECT_EQ(left_out[0].what, "texts beside the class folders");
  EXPECT_EQ(left_out[1].what, "files ending in '.rtf'");
  EXPECT_EQ(left_out[2].what, "class folders without a text that is read");
  EXPECT_EQ(left_out[3].what, "files ending in '.md'");
}

TEST_F(TextFolderLayout, RefusesAFolderWithoutTextsAndOneOfSplits) {
  write("a.txt", "alone");
  EXPECT_ERROR(open(), kInvalidData, "no class folders with texts");
  write("train/good/1.txt", "fun");
  write("test/good/1.txt", "fun");
  EXPECT_ERROR(open(), kInvalidData, "holds a folder per split, not per class");
}

TEST_F(TextFolderLayout, HasDigestsAndAFingerprintOfNamesAndContents) {
  write("good/1.txt", "fun");
  write("bad/1.txt", "fun");
  write("bad/2.txt", "dull");
  const auto set = open();
  EXPECT_EQ(set->digest(0), set->digest(2));
  EXPECT_NE(set->digest(0), set->digest(1));
  const std::string print = set->fingerprint(progress_);
  EXPECT_EQ(open()->fingerprint(progress_), print);
  fs::rename(root_ / "bad/2.txt", root_ / "bad/3.txt");
  EXPECT_NE(open()->fingerprint(progress_), print);
}

TEST_F(TextFolderLayout, ListsItsFoldersAndFilesForMake) {
  write("good/1.txt", "fun");
  EXPECT_THAT(make_text_folder("train", {.path = {root_.path().string()}})->files(),
              ElementsAre(root_.path(), root_ / "good", root_ / "good/1.txt"));
}

TEST_F(TextFolderLayout, IsFoundWhereThereAreTextsAndNoPictures) {
  test::write_opinions(root_.path(), 2);
  const std::vector<SplitFiles> splits = locate(root_.path());
  ASSERT_EQ(splits.size(), 1U);
  EXPECT_EQ(splits[0].layout.name, "text-folder");
  EXPECT_EQ(data::open(splits[0])->size(), 4);
  test::write_picture(root_ / "good/cover.png", 1);
  EXPECT_EQ(locate(root_.path()).front().layout.name, "image-folder");
}

TEST_F(TextFolderLayout, IsFoundInFoldersOfSplits) {
  test::write_opinions(root_ / "train", 2);
  test::write_opinions(root_ / "test", 1);
  write("train/urls.txt", "of films");
  const std::vector<SplitFiles> splits = locate(root_.path());
  ASSERT_EQ(splits.size(), 2U);
  EXPECT_EQ(splits[1].split, "test");
  EXPECT_EQ(splits[1].layout.name, "text-folder");
  EXPECT_EQ(data::open(splits[0])->size(), 4);
}

TEST_F(TextFolderLayout, LeavesNotesBesidePicturesAndOnTheirOwnToOthers) {
  test::write_classes(root_.path(), {"cat", "dog"});
  write("notes/a.txt", "of pets");
  write("__MACOSX/cat/a.txt", "nothing");
  EXPECT_EQ(locate(root_.path()).front().layout.name, "image-folder");
  const maas::test::TemporaryDirectory other;
  test::write_text(other / "a.txt", "alone");
  EXPECT_EQ(locate(other.path()).front().layout.name, "image-folder");
}

TEST_F(TextFolderLayout, IsDividedFileByFile) {
  test::write_opinions(root_ / "films", 10);
  DivideRequest request{.source = root_ / "films",
                        .output = root_ / "out",
                        .shares = {{"train", 0.8}, {"test", 0.2}}};
  const auto splits = divide(request, progress_);
  EXPECT_EQ(splits[0].samples, 16);
  EXPECT_EQ(splits[1].samples, 4);
  const std::vector<SplitFiles> found = locate(root_ / "out");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_THAT(class_counts(*data::open(found[1])), ElementsAre(2, 2));
  request.target = "good";
  EXPECT_ERROR(divide(request, progress_), kUsage, "--target: texts have no column 'good'");
}

}  // namespace
}  // namespace maas::data
