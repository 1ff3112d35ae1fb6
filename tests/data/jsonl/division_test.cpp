#include "data/jsonl/division.h"

#include <algorithm>

#include "base/strings.h"
#include "data/divide.h"
#include "data/texts/corpus.h"
#include "formats/json/json.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using test::opinions;
using test::write_text;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAreArray;

class DivideJsonLines : public ::testing::Test {
 protected:
  DivideRequest request(const std::string& target = "") const {
    return {.source = root_ / "t.jsonl",
            .output = root_ / "out",
            .target = target,
            .shares = {{"train", 0.6}, {"valid", 0.2}, {"test", 0.2}},
            .seed = 3};
  }

  std::vector<std::int64_t> divided(const DivideRequest& request) {
    std::vector<std::int64_t> counts;
    for (const DividedSplit& split : divide(request, progress_)) counts.push_back(split.samples);
    return counts;
  }

  std::vector<std::string> lines(const std::string& split) const {
    std::vector<std::string> all = base::split(base::read_file(root_ / "out" / split), '\n');
    EXPECT_EQ(all.back(), "");
    all.pop_back();
    return all;
  }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(DivideJsonLines, GivesEveryRecordToOneSplitByteForByte) {
  const std::string text = opinions(48) + "\n {\"label\":\"good\", \"text\":\"\\u0061 \" }\t\r\n" +
                           "{\"text\": \"last\", \"label\": \"bad\"}";
  write_text(root_ / "t.jsonl", text);
  EXPECT_THAT(divided(request()), ElementsAre(30, 10, 10));
  std::vector<std::string> records;
  for (const char* const split : {"train.jsonl", "valid.jsonl", "test.jsonl"}) {
    const std::vector<std::string> own = lines(split);
    records.insert(records.end(), own.begin(), own.end());
  }
  std::vector<std::string> expected = base::split(text, '\n');
  std::erase(expected, "");
  EXPECT_THAT(records, UnorderedElementsAreArray(expected));
}

TEST_F(DivideJsonLines, DividesEachClassByItself) {
  std::string text;
  for (int i = 0; i < 100; ++i) {
    text += fmt::format("{{\"text\": \"t{}\", \"label\": {}}}\n", i, i < 90 ? 1 : 2);
  }
  write_text(root_ / "t.jsonl", text);
  EXPECT_THAT(divided(request()), ElementsAre(60, 20, 20));
  const std::vector<std::string> test = lines("test.jsonl");
  EXPECT_EQ(std::ranges::count_if(test, [](auto& line) { return line.ends_with("2}"); }), 2);
}

TEST_F(DivideJsonLines, TakesTheClassThatIsNamedAndTextsUnderAnyKey) {
  std::string text;
  for (int i = 0; i < 20; ++i) {
    text += fmt::format("{{\"review\": \"t{}\", \"stars\": {}}}\n", i, i % 2);
  }
  write_text(root_ / "t.jsonl", text);
  EXPECT_THAT(divided(request("stars")), ElementsAre(12, 4, 4));
  const std::vector<std::string> test = lines("test.jsonl");
  EXPECT_EQ(std::ranges::count_if(test, [](auto& line) { return line.ends_with("1}"); }), 2);
  EXPECT_ERROR(divided(request("star")), kUsage, "--target: no record of '");
}

TEST_F(DivideJsonLines, ListsItsFilesInAManifest) {
  write_text(root_ / "t.jsonl", opinions(50));
  divided(request());
  const auto manifest = formats::read_json<formats::OrderedJson>(root_ / "out/split.json");
  EXPECT_THAT(manifest["files"].get<std::vector<std::string>>(),
              ElementsAre("train.jsonl", "valid.jsonl", "test.jsonl"));
  EXPECT_ERROR(divided(request()), kCannotCreate, "a division is there");
}

TEST_F(DivideJsonLines, KeepsEqualTextsTogether) {
  std::string text;
  for (int i = 0; i < 20; ++i) {
    for (const char* const id : {"a", "b"}) {
      text += fmt::format("{{\"text\": \"t{}\", \"id\": \"{}\"}}\n", i, id);
    }
  }
  write_text(root_ / "t.jsonl", text);
  EXPECT_THAT(divided(request()), ElementsAre(24, 8, 8));
  std::vector<std::string> texts;
  for (const std::string& line : lines("test.jsonl")) {
    texts.push_back(line.substr(0, line.find(',')));
  }
  for (const std::string& each : texts) EXPECT_EQ(std::ranges::count(texts, each), 2) << each;
}

TEST_F(DivideJsonLines, RefusesWhatCannotBeDivided) {
  write_text(root_ / "t.jsonl", opinions(50) + "{\"label\": 1}\n");
  EXPECT_ERROR(divided(request()), kInvalidData, "1 of 51 texts is broken, first '");
  write_text(root_ / "t.jsonl", opinions(4));
  EXPECT_ERROR(divided(request()), kInvalidData, "class 'bad' has 2 different texts for 3 splits");
  DivideRequest linked = request();
  linked.link = true;
  EXPECT_ERROR(divided(linked), kUsage, "--link: there are no links to texts");
  EXPECT_FALSE(fs::exists(root_ / "out"));
}

TEST_F(DivideJsonLines, StopsWhenItIsAskedToAndLeavesNothing) {
  write_text(root_ / "t.jsonl", opinions(50));
  progress_.stop = StopRequest::kTerminate;
  EXPECT_ERROR(divided(request()), kTerminated, "SIGTERM");
  EXPECT_FALSE(fs::exists(root_ / "out"));
}

}  // namespace
}  // namespace maas::data
