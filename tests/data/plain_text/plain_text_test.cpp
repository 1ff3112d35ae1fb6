#include "data/plain_text/plain_text.h"

#include "data/sets.h"
#include "data/texts.h"
#include "data/texts/corpus.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> texts_of(std::string_view text) {
  std::vector<std::string> texts;
  for (const Paragraph& each : paragraphs_of(text)) texts.emplace_back(each.text);
  return texts;
}

TEST(Paragraphs, StandBetweenLinesOfNothingButWhiteSpace) {
  EXPECT_THAT(texts_of("one\ntwo\n\nthree\n"), ElementsAre("one\ntwo", "three"));
  EXPECT_THAT(texts_of("\n\n  \none\n \t\r\n\ntwo"), ElementsAre("one", "two"));
  EXPECT_THAT(texts_of("one"), ElementsAre("one"));
  EXPECT_THAT(texts_of(" \n\n"), IsEmpty());
}

TEST(Paragraphs, KnowTheLineTheyBeginOn) {
  const auto paragraphs = paragraphs_of("\none\ntwo\n\n\nthree");
  ASSERT_EQ(paragraphs.size(), 2U);
  EXPECT_EQ(paragraphs[0].line, 2);
  EXPECT_EQ(paragraphs[1].line, 6);
}

class PlainTextLayout : public ::testing::Test {
 protected:
  fs::path write(const std::string& name, const std::string& text) const {
    return test::write_text(root_ / name, text);
  }
  static std::shared_ptr<const Dataset> open(const fs::path& path) {
    return make_plain_text("train", {.path = {path.string()}})->open();
  }
  static Located located(const fs::path& path) {
    return make_plain_text("train", {})->locate(path);
  }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(PlainTextLayout, ReadsParagraphsAsTexts) {
  const fs::path file = write("book.txt",
                              "\xEF\xBB\xBF"
                              "first\nline\n\nsecond\n");
  const auto set = open(file);
  EXPECT_EQ(set->kind(), "tokens");
  EXPECT_EQ(choose(set, {1})->kind(), "tokens");
  EXPECT_EQ(set->size(), 2);
  EXPECT_EQ(as<Texts>(*set).text(0), "first\nline");
  EXPECT_EQ(set->name(1), file.string() + ":4");
  EXPECT_THAT(set->classes(), IsEmpty());
}

TEST_F(PlainTextLayout, RefusesAFileWithoutText) {
  EXPECT_ERROR(open(write("empty.txt", " \n\n")), kInvalidData, "has no text");
  EXPECT_ERROR(open(root_ / "none.txt"), kNotFound, "none.txt");
}

TEST_F(PlainTextLayout, NamesTheParagraphThatIsNoUtf8) {
  const auto set = open(write("t.txt",
                              "good\n\nb\xFF"
                              "d\n"));
  EXPECT_ERROR(set->verify(1), kInvalidData, "t.txt:3: byte 1 of the text is no UTF-8");
}

TEST_F(PlainTextLayout, TellsUtf16) {
  EXPECT_ERROR(open(write("t.txt", std::string("\xFF\xFE"
                                               "a\0b\0",
                                               6))),
               kInvalidData, "UTF-16");
}

TEST_F(PlainTextLayout, HasAFingerprintOfItsBytes) {
  const auto print = [&](const std::string& name, const std::string& text) {
    return open(write(name, text))->fingerprint(progress_);
  };
  EXPECT_EQ(print("a.txt", "one\n\ntwo"), print("b.txt", "one\n\ntwo"));
  EXPECT_NE(print("a.txt", "one\n\ntwo"), print("c.txt", "one\n\nthree"));
}

TEST_F(PlainTextLayout, FindsOneFileOrThoseOfTheSplits) {
  const fs::path file = write("book.txt", "text");
  EXPECT_EQ(located(file).fit, Located::Fit::kCertain);
  EXPECT_EQ(located(write("book.md", "text")).fit, Located::Fit::kNone);
  write("split/train.txt", "a");
  write("split/valid.txt", "b");
  const Located both = located(root_ / "split");
  ASSERT_EQ(both.splits.size(), 2U);
  EXPECT_EQ(both.splits[0].split, "train");
  EXPECT_EQ(both.splits[1].split, "valid");
}

}  // namespace
}  // namespace maas::data
