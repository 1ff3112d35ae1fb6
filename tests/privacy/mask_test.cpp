#include "privacy/mask.h"

#include "privacy/block_reader.h"
#include "privacy/masking.h"

namespace maas::privacy {
namespace {

namespace fs = std::filesystem;
using test::kAnna;
using ::testing::HasSubstr;

class Mask : public test::Masking {};

TEST_F(Mask, OfTextKeepsAllElseByteForByte) {
  EXPECT_EQ(masked("a.txt", "from anna@example.org\r\n\xff\xfe\n\nend"),
            "from " + kAnna + "\r\n\xff\xfe\n\nend");
  EXPECT_EQ(report.records, 4);
  EXPECT_EQ(count("text", "email"), 1);
}

TEST_F(Mask, GivesTheSameTokenInEveryFormatAndRun) {
  EXPECT_THAT(masked("a.txt", "anna@example.org"), HasSubstr(kAnna));
  EXPECT_THAT(masked("a.csv", "x\nANNA@example.org"), HasSubstr(kAnna));
  EXPECT_THAT(masked("a.jsonl", "\"anna@example.org\""), HasSubstr(kAnna));
}

TEST_F(Mask, DrawsAKeyWithoutAFileAndSaysSo) {
  write("a.txt", "anna@example.org anna@example.org");
  MaskRequest drawn = request("a.txt", "one");
  drawn.key.clear();
  EXPECT_EQ(mask(drawn, progress).key, "drawn");
  EXPECT_THAT(progress.logged, ::testing::Contains(HasSubstr("match those of no other run")));
  drawn.output = directory_ / "two";
  mask(drawn, progress);
  EXPECT_EQ(read("one").substr(0, 24), read("one").substr(25));
  EXPECT_NE(read("one"), read("two"));
}

TEST_F(Mask, WarnsOfAKeyThatOthersMayRead) {
  fs::permissions(directory_ / "key", fs::perms(0644));
  masked("a.txt", "x");
  EXPECT_THAT(progress.logged, ::testing::Contains(HasSubstr("chmod 600")));
}

TEST_F(Mask, OfAFolderTakesTheFilesThatItKnowsAndNamesTheOthers) {
  write("in/a.csv", "x\nanna@example.org\n");
  write("in/deep/b.LOG", "anna@example.org");
  write("in/c.png", "\x89PNG");
  write("in/.hidden.txt", "anna@example.org");
  report = mask(request("in", "out"), progress);
  EXPECT_EQ(report.files, 2);
  EXPECT_EQ(report.left_out, std::vector<std::string>{"c.png"});
  EXPECT_EQ(read("out/a.csv"), "x\n" + kAnna + "\n");
  EXPECT_EQ(read("out/deep/b.LOG"), kAnna);
  EXPECT_FALSE(fs::exists(directory_ / "out/c.png"));
  EXPECT_THAT(read("out/mask.json"), HasSubstr("deep/b.LOG"));
}

TEST_F(Mask, ReplacesItsOwnFolderOnlyWhenForcedAndNeverAForeignFile) {
  write("in/a.txt", "x");
  MaskRequest again = request("in", "out");
  mask(again, progress);
  EXPECT_ERROR(mask(again, progress), kCannotCreate, "masked data is there");
  again.force = true;
  EXPECT_EQ(mask(again, progress).files, 1);
  write("out/mine.txt", "x");
  EXPECT_ERROR(mask(again, progress), kCannotCreate, "maas did not write 'mine.txt'");
}

TEST_F(Mask, LeavesNothingOfAFolderThatItCannotMask) {
  write("in/a.txt", "x");
  write("in/b.jsonl", "{");
  EXPECT_ERROR(mask(request("in", "out"), progress), kInvalidData, "b.jsonl:1:2");
  EXPECT_FALSE(fs::exists(directory_ / "out"));
}

TEST_F(Mask, RefusesToWriteWhereItReads) {
  write("in/a.txt", "x");
  MaskRequest onto = request("in/a.txt", "in/../in/a.txt");
  onto.force = true;
  EXPECT_ERROR(mask(onto, progress), kCannotCreate, "it is what is read");
  EXPECT_ERROR(mask(request("in", "in/out"), progress), kCannotCreate, "which is read");
  EXPECT_ERROR(mask(request("in", "in"), progress), kCannotCreate, "which is read");
  EXPECT_EQ(read("in/a.txt"), "x");
}

TEST_F(Mask, ReplacesAFileOnlyWhenForced) {
  write("a.txt", "x");
  write("b.txt", "y");
  EXPECT_ERROR(mask(request("a.txt", "b.txt"), progress), kCannotCreate, "it is there");
  fs::create_directories(directory_ / "folder");
  EXPECT_ERROR(mask(request("a.txt", "folder"), progress), kCannotCreate, "it is a folder");
}

TEST_F(Mask, ReplacesNeitherItsKeyNorItsNames) {
  write("a.txt", "x");
  write("people", "Anna");
  MaskRequest wrong = request("a.txt", "key");
  wrong.force = true;
  EXPECT_ERROR(mask(wrong, progress), kCannotCreate, "it is what is read");
  wrong.output = directory_ / "people";
  wrong.names = directory_ / "people";
  EXPECT_ERROR(mask(wrong, progress), kCannotCreate, "it is what is read");
}

TEST_F(Mask, ReadsAListOfNamesBehindAByteOrderMark) {
  write("people",
        "\xEF\xBB\xBF"
        "Anna\r\nBob\r\n");
  write("a.txt",
        "\xEF\xBB\xBF"
        "Anna, Bob\n");
  MaskRequest wanted = request("a.txt", "out");
  wanted.names = directory_ / "people";
  EXPECT_EQ(mask(wanted, progress).replaced.front().count, 2);
  EXPECT_TRUE(read("out").starts_with("\xEF\xBB\xBF<name:"));
}

TEST_F(Mask, RefusesAListOfNamesThatIsNotUtf8AndWarnsOfDataThatAreNot) {
  write("people", "M\xfcller\n");
  write("a.txt", "M\xfcller\n");
  MaskRequest wanted = request("a.txt", "out");
  wanted.names = directory_ / "people";
  EXPECT_ERROR(mask(wanted, progress), kInvalidData, "the list is not UTF-8");
  write("people", "Müller\n");
  mask(wanted, progress);
  EXPECT_THAT(progress.logged.back(), ::testing::HasSubstr("it is not UTF-8"));
}

TEST_F(Mask, LooksBackNoFartherThanATokenIsLong) {
  std::string lines;
  for (int i = 0; i < 400000; ++i) lines += "x=>1\n";  // for hours if each `>` is searched from
  EXPECT_EQ(masked("a.txt", lines), lines);
}

TEST_F(Mask, LooksAtWhatIsNotSeenOnce) {
  constexpr int kMany = 400000;  // for hours if each dash or mark looks at all that is around it
  for (const std::string piece : {"\u2013\u200b", "\u200b\u20e3", "4\u20e3\u200b", "中4"}) {
    std::string text = "4\u2013";
    for (int i = 0; i < kMany; ++i) text += piece;
    EXPECT_EQ(masked("a.txt", text), text);
  }
}

TEST_F(Mask, RefusesWhatIsNoText) {
  EXPECT_ERROR(masked("a.csv", std::string_view("a\nb\0c", 5)), kInvalidData, "byte 4 is NUL");
}

TEST_F(Mask, RefusesASourceThatIsNotThereOrNotKnown) {
  EXPECT_ERROR(mask(request("none.csv", "out"), progress), kNotFound, "none.csv");
  write("a.data", "x");
  EXPECT_ERROR(mask(request("a.data", "out"), progress), kUsage, "does not tell its format");
  write("in/a.data", "x");
  EXPECT_ERROR(mask(request("in", "out"), progress), kInvalidData, "there is no .csv");
}

TEST_F(Mask, RefusesFlagsThatMeanNothing) {
  write("a.txt", "x");
  MaskRequest wrong = request("a.txt", "out");
  wrong.kinds = {"emial"};
  EXPECT_ERROR(mask(wrong, progress), kUsage, "there is no kind 'emial'");
  wrong = request("a.txt", "out");
  wrong.columns = {"a"};
  EXPECT_ERROR(mask(wrong, progress), kUsage, "which has no columns to choose");
  wrong = request("a.txt", "");
  wrong.output.clear();
  EXPECT_ERROR(mask(wrong, progress), kUsage, "no output is given");
  whole = {"last_name"};
  EXPECT_ERROR(masked("a.csv", "a\n"), kUsage, "is not written COLUMN=KIND");
}

TEST_F(Mask, WritesNothingInADryRun) {
  write("a.txt", "anna@example.org");
  MaskRequest dry = request("a.txt", "");
  dry.output.clear();
  dry.dry_run = true;
  report = mask(dry, progress);
  EXPECT_EQ(count("text", "email"), 1);
  EXPECT_EQ(report.output, "");
}

TEST_F(Mask, OfManyBlocksIsTheSameAsOfOne) {
  std::string text;
  std::string expected;
  while (text.size() < (std::size_t{10} << 20)) {
    text += "\"a line\nof some length\",anna@example.org\n";
    expected += "\"a line\nof some length\"," + kAnna + "\n";
  }
  EXPECT_TRUE(masked("a.csv", "a,b\n" + text) == "a,b\n" + expected);
  EXPECT_GT(progress.done, 10);
}

TEST_F(Mask, TellsTheLineOfAnErrorInALaterBlock) {
  std::string text = "a\n";
  while (text.size() < (std::size_t{9} << 20)) text += "a line of some length\n";
  const auto line = std::count(text.begin(), text.end(), '\n') + 1;
  EXPECT_ERROR(masked("a.csv", text + "b,c\n"), kInvalidData,
               "a.csv:" + std::to_string(line) + ": 2 fields");
}

TEST_F(Mask, RefusesARecordThatWouldFillTheMemory) {
  EXPECT_ERROR(masked("a.txt", std::string(kMostRecordBytes + (std::size_t{9} << 20), 'x')),
               kInvalidData, "a record is longer than 67.1 MB");
}

TEST_F(Mask, StopsWhenAskedAndLeavesNothing) {
  progress.stop = StopRequest::kTerminate;
  EXPECT_ERROR(masked("a.txt", "x"), kTerminated, "SIGTERM");
  progress.stop = StopRequest::kInterrupt;
  EXPECT_ERROR(masked("a.txt", "x"), kInterrupted, "SIGINT");
  std::size_t entries = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(directory_.path())) ++entries;
  EXPECT_EQ(entries, 2U);
}

}  // namespace
}  // namespace maas::privacy
