#include "data/jsonl/jsonl.h"

#include "data/locate.h"
#include "data/sets.h"
#include "data/texts.h"
#include "data/texts/corpus.h"
#include "data/whole.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using test::opinions;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class JsonlLayout : public ::testing::Test {
 protected:
  fs::path write(const std::string& name, const std::string& text) const {
    return test::write_text(root_ / name, text);
  }

  static std::shared_ptr<const Dataset> open(const fs::path& path, JsonlOptions options = {}) {
    options.path.text = path.string();
    return make_jsonl("train", options)->open();
  }

  std::shared_ptr<const Dataset> opened(const std::string& text,
                                        const JsonlOptions& options = {}) const {
    return open(write("t.jsonl", text), options);
  }

  static std::string text_of(const Dataset& set, std::int64_t index) {
    return as<Texts>(set).text(index);
  }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(JsonlLayout, ReadsTextsAndTheirClasses) {
  const auto set = opened(opinions(3));
  EXPECT_EQ(set->kind(), "text");
  EXPECT_EQ(set->size(), 3);
  EXPECT_THAT(set->classes(), ElementsAre("bad", "good"));
  EXPECT_EQ(set->label(1), 0);
  EXPECT_EQ(text_of(*set, 2), "film 2 was fun");
  EXPECT_EQ(set->name(2), (root_ / "t.jsonl").string() + ":3");
}

TEST_F(JsonlLayout, TakesTheKeysThatAreNamed) {
  const auto set = opened("{\"review\": \"fun\", \"stars\": 5}\n",
                          {.path = {}, .text = "review", .label = "stars"});
  EXPECT_EQ(text_of(*set, 0), "fun");
  EXPECT_THAT(set->classes(), ElementsAre("5"));
}

TEST_F(JsonlLayout, HasNoClassesWithoutLabels) {
  const auto set = opened("{\"text\": \"a\"}\n");
  EXPECT_THAT(set->classes(), IsEmpty());
  EXPECT_ERROR(set->label(0), kInternal, "without classes");
}

TEST_F(JsonlLayout, FindsBrokenRecordsOneByOneAndLeavesThemOut) {
  const auto set = opened(opinions(2) + "{\"label\": \"good\"}\n3\n");
  ASSERT_EQ(set->size(), 4);
  EXPECT_EQ(set->label(2), -1);
  const std::string file = (root_ / "t.jsonl").string();
  EXPECT_ERROR(set->verify(2), kInvalidData, file + ":3: there is no key 'text'");
  EXPECT_ERROR(text_of(*set, 3), kInvalidData, file + ":4: it is no object");
  const Whole whole = without_broken(set, {.what = "data.train", .most = 2}, progress_);
  EXPECT_THAT(whole.skipped, HasSubstr("2 of 4 texts are broken, first '" + file +
                                       ":3': there is no key 'text'; then '" + file + ":4'"));
  EXPECT_EQ(whole.samples->size(), 2);
  EXPECT_EQ(text_of(*whole.samples, 1), "film 1 was a real bore");
}

TEST_F(JsonlLayout, HasDigestsOfTheTexts) {
  const auto set = opened(R"({"text": "a", "label": 1}
{"label": 2, "text": "\u0061"}
{"text": "b", "label": 1}
{"label": 1}
{"label": 2})");
  EXPECT_EQ(set->digest(0), set->digest(1));
  EXPECT_NE(set->digest(0), set->digest(2));
  EXPECT_NE(set->digest(3), set->digest(4));
}

TEST_F(JsonlLayout, HasAFingerprintOfItsBytesAndKeys) {
  const std::string text = "{\"text\": \"a\", \"other\": \"b\", \"label\": 1}\n";
  const std::string print = opened(text)->fingerprint(progress_);
  EXPECT_EQ(open(write("copy.jsonl", text))->fingerprint(progress_), print);
  EXPECT_NE(opened(text, {.path = {}, .text = "other"})->fingerprint(progress_), print);
  EXPECT_NE(opened(text, {.path = {}, .label = "other"})->fingerprint(progress_), print);
  EXPECT_NE(opened(text + "\n")->fingerprint(progress_), print);
}

TEST_F(JsonlLayout, StopsHashingWhenItIsAskedTo) {
  const auto set = opened(opinions(1));
  progress_.stop = StopRequest::kInterrupt;
  EXPECT_ERROR(set->fingerprint(progress_), kInterrupted, "SIGINT");
}

TEST_F(JsonlLayout, PassesOverAByteOrderMarkAndRefusesUtf16) {
  EXPECT_EQ(opened("\xEF\xBB\xBF" + opinions(1))->size(), 1);
  EXPECT_ERROR(opened(std::string("\xff\xfe{\0}\0", 6)), kInvalidData, "is UTF-16");
}

TEST_F(JsonlLayout, ReadsPackedFiles) {
  const std::string text = opinions(2);
  const fs::path file =
      write("t.jsonl.gz", test::text_of(formats::gzip(std::as_bytes(std::span(text)))));
  EXPECT_EQ(locate(file).front().layout.name, "jsonl");
  const auto set = open(file);
  EXPECT_EQ(set->size(), 2);
  EXPECT_EQ(set->name(1), file.string() + ":2");
}

TEST_F(JsonlLayout, RefusesNoPathAndFilesThatAreNotThere) {
  EXPECT_ERROR(open(""), kInvalidRecipe, "data.train.path must name a file of JSON lines");
  EXPECT_ERROR(open(root_ / "none.jsonl"), kNotFound, "none.jsonl");
  EXPECT_ERROR(open(root_.path()), kNotFound, "has no file of JSON lines called train.jsonl");
}

TEST_F(JsonlLayout, RefusesAnEmptyFileAndKeysThatDoNotDiffer) {
  EXPECT_ERROR(opened(""), kInvalidData, "t.jsonl' has no record");
  EXPECT_ERROR(opened(opinions(1), {.path = {}, .text = ""}), kInvalidRecipe,
               "jsonl: the key of the text must not be empty");
  EXPECT_ERROR(opened(opinions(1), {.path = {}, .text = "label"}), kInvalidRecipe,
               "jsonl: 'label' is the key of both text and class");
}

TEST_F(JsonlLayout, ListsItsFileForMake) {
  const fs::path file = write("train.jsonl", opinions(1));
  EXPECT_THAT(make_jsonl("train", {.path = {root_.path().string()}})->files(), ElementsAre(file));
}

TEST_F(JsonlLayout, IsFoundByTheFilesName) {
  const std::vector<SplitFiles> splits = locate(write("x.jsonl", opinions(1)));
  ASSERT_EQ(splits.size(), 1U);
  EXPECT_EQ(splits[0].split, "train");
  EXPECT_EQ(splits[0].layout.name, "jsonl");
  EXPECT_EQ(data::open(splits[0])->size(), 1);
}

TEST_F(JsonlLayout, IsFoundInAFolderWithAFileForEachSplit) {
  write("test.jsonl", opinions(1));
  write("train.jsonl", opinions(1));
  write("dev.jsonl", opinions(1));
  write("more.jsonl", opinions(1));
  const std::vector<SplitFiles> splits = locate(root_.path());
  ASSERT_EQ(splits.size(), 3U);
  EXPECT_EQ(splits[0].split, "train");
  EXPECT_EQ(splits[1].split, "valid");
  EXPECT_EQ(splits[2].split, "test");
  const auto left_out = data::open(splits[0])->left_out();
  ASSERT_EQ(left_out.size(), 1U);
  EXPECT_EQ(left_out[0].text(),
            "left out: 1 files of JSON lines that are called neither train, "
            "valid nor test, first '" +
                (root_ / "more.jsonl").string() + "'");
}

TEST_F(JsonlLayout, LeavesAFolderOfPicturesToItsLayout) {
  test::write_classes(root_.path(), {"cat", "dog"});
  write("train.jsonl", "{\"file\": \"cat/00.png\"}\n");
  EXPECT_EQ(locate(root_.path()).front().layout.name, "image-folder");
}

TEST_F(JsonlLayout, RefusesTwoFilesForOneSplit) {
  write("train.jsonl", opinions(1));
  write("training.jsonl", opinions(1));
  EXPECT_ERROR(locate(root_.path()), kInvalidData, "both mean the train split");
}

TEST_F(JsonlLayout, TellsTheKeysThatThereAreWhenNoneIsTheTexts) {
  const fs::path file = write("x.jsonl", "{\"review\": \"fun\", \"stars\": 5}\n");
  try {
    locate(file);
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInvalidData);
    EXPECT_EQ(std::string(error.what()),
              "the first record of '" + file.string() +
                  "' has no text under the key 'text', its keys are 'review', 'stars'");
    EXPECT_THAT(error.hint(), HasSubstr("`text: KEY`"));
  }
  EXPECT_ERROR(locate(write("y.jsonl", "[1]\n")), kInvalidData, "is no object");
  EXPECT_ERROR(locate(write("z.jsonl", "{}\n")), kInvalidData, "its keys are none");
}

}  // namespace
}  // namespace maas::data
