#include "data/check.h"

#include <sys/stat.h>

#include "data/sets.h"
#include "recipe/check.h"
#include "support/quiet_progress.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using test::write_classes;
using test::write_idx;
using test::write_picture;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CheckData : public ::testing::Test {
 protected:
  fs::path root() const { return directory_.path(); }

  /// Checks the data of a recipe whose `data:` is given; `@` stands for the folder.
  DataCheck check(const std::string& data) {
    std::string text =
        "schema: maas.recipe/v1\ntask: image-classification\nmodel: {arch: mlp}\ndata: {" + data +
        "}\n";
    for (std::size_t at = text.find('@'); at != text.npos; at = text.find('@')) {
      text.replace(at, 1, root().string());
    }
    recipe::Document document = recipe::load_text(text, "r.yaml", catalog());
    return check_data(recipe::read_checked(document, catalog()), progress_);
  }

  /// Expects one finding.
  void expect_finding(const std::string& data, const std::string& key, ErrorCode code,
                      const std::string& part) {
    const DataCheck found = check(data);
    ASSERT_EQ(found.findings.size(), 1U);
    EXPECT_EQ(found.findings[0].key, key);
    EXPECT_EQ(found.findings[0].code, code);
    EXPECT_THAT(found.findings[0].message, HasSubstr(part));
  }

  maas::test::TemporaryDirectory directory_;
  maas::test::QuietProgress progress_;
};

constexpr const char* kFolder = "train: {format: image-folder, path: @, channels: 1}";

TEST_F(CheckData, TellsWhatTheHeadersSay) {
  write_classes(root(), {"a", "b"}, 5);
  const DataCheck found = check(std::string(kFolder) + ", valid: {from: train, fraction: 0.2}");
  EXPECT_THAT(found.findings, IsEmpty());
  ASSERT_EQ(found.splits.size(), 2U);
  EXPECT_EQ(found.splits[0].samples, 8);
  EXPECT_THAT(found.splits[0].shapes, ElementsAre("1x16x16"));
  EXPECT_EQ(found.splits[1].samples, 2);
  EXPECT_EQ(found.splits[1].source, "part of train");
}

TEST_F(CheckData, FindsFilesThatAreMissing) {
  expect_finding("train: {format: image-folder, path: @/none}", "data.train", ErrorCode::kNotFound,
                 "data.train: ");
  expect_finding("train: {format: idx, path: @}", "data.train", ErrorCode::kNotFound,
                 "train-images-idx3-ubyte");
}

TEST_F(CheckData, FindsLabelsThatDoNotGoWithThePictures) {
  write_idx(root(), "train", {0, 1, 1});
  write_idx(root(), "other", {0, 1});
  fs::rename(root() / "other-labels-idx1-ubyte", root() / "train-labels-idx1-ubyte");
  expect_finding("train: {format: idx, path: @}", "data.train", ErrorCode::kInvalidData,
                 "holds 2 labels");
}

TEST_F(CheckData, FindsAFileOfPicturesThatIsTruncated) {
  write_idx(root(), "train", {0, 1, 1});
  fs::resize_file(root() / "train-images-idx3-ubyte", 1000);
  expect_finding("train: {format: idx, path: @}", "data.train", ErrorCode::kInvalidData,
                 "it is truncated");
}

TEST_F(CheckData, FindsOptionsThatContradictEachOther) {
  expect_finding("train: {format: idx, path: @, images: @/x}", "data.train",
                 ErrorCode::kInvalidRecipe, "idx takes either a folder or files");
}

TEST_F(CheckData, FindsPicturesOfSeveralSizesUnlessTheyAreResized) {
  write_picture(root() / "a/0.png", 1, 20, 20);
  write_picture(root() / "b/0.png", 1, 30, 30);
  expect_finding(kFolder, "data.train", ErrorCode::kInvalidData,
                 "the pictures of data.train are 1x30x30, others 1x20x20");
  const std::string resize = ", preprocess: [{op: resize, height: 8, width: 8}]";
  EXPECT_THAT(check(kFolder + resize).findings, IsEmpty());
}

TEST_F(CheckData, FindsSplitsOfOtherSizesAndClasses) {
  write_classes(root() / "train", {"a", "b"});
  write_picture(root() / "test/c/0.png", 1, 20, 20);
  const DataCheck found = check(
      "train: {format: image-folder, path: @/train}, "
      "test: {format: image-folder, path: @/test}");
  ASSERT_EQ(found.findings.size(), 2U);
  EXPECT_EQ(found.findings[0].message,
            "data.test: the class 'c' is none of those of data.train: 'a', 'b'");
  EXPECT_THAT(found.findings[1].message, HasSubstr("of data.test are 3x20x20, others 3x16x16"));
}

TEST_F(CheckData, WarnsOfWhatIsLeftOut) {
  write_classes(root() / "train", {"a", "b"});
  write_picture(root() / "extra/a/x.png", 9);
  std::ofstream(root() / "train/a/scan.tif") << "a scan";
  const DataCheck found = check("train: {format: image-folder, path: @/train, channels: 1}");
  EXPECT_THAT(found.findings, IsEmpty());
  EXPECT_THAT(
      found.warnings,
      ElementsAre(HasSubstr("data.train: left out: 1 files ending in '.tif', first '"),
                  HasSubstr("left out: 1 pictures in '" + (root() / "extra").string() + "'")));
}

TEST_F(CheckData, WarnsOfIdxFilesBesideThoseOfTheSplits) {
  write_idx(root(), "train", {0, 1});
  write_idx(root(), "valid", {0, 1});
  const DataCheck found = check("train: {format: idx, path: @}");
  EXPECT_THAT(found.warnings, ElementsAre(HasSubstr("neither train nor t10k, first '")));
}

TEST_F(CheckData, FindsAPipeAndADanglingLinkAmongThePicturesOfAnySplit) {
  for (const char* split : {"train", "test"}) write_classes(root() / split, {"a", "b"});
  ASSERT_EQ(::mkfifo((root() / "train/a/pipe.png").c_str(), 0600), 0);
  fs::create_symlink("nowhere.png", root() / "test/b/link.png");
  const DataCheck found = check(
      "train: {format: image-folder, path: @/train}, valid: {from: train, fraction: 0.5}, "
      "test: {format: image-folder, path: @/test}");
  ASSERT_EQ(found.findings.size(), 2U);
  EXPECT_THAT(found.findings[0].message, HasSubstr("1 of 5 pictures is broken, first '"));
  EXPECT_THAT(found.findings[0].message, HasSubstr("it is a named pipe"));
  EXPECT_THAT(found.findings[1].message, HasSubstr("data.test: 1 of 5 pictures is broken"));
}

TEST_F(CheckData, FindsBrokenPictures) {
  write_classes(root(), {"a", "b"});
  std::ofstream(root() / "b/x.png") << "no picture";
  expect_finding(kFolder, "data.train", ErrorCode::kInvalidData, "1 of 5 pictures is broken");
}

TEST_F(CheckData, WarnsOfBrokenPicturesThatATrainingSkips) {
  for (const char* split : {"train", "test"}) {
    write_classes(root() / split, {"a", "b"}, split == std::string("train") ? 5 : 2);
    std::ofstream(root() / split / "b/x.png") << "no picture of " << split;
  }
  const std::string splits =
      "train: {format: image-folder, path: @/train, channels: 1, limit: 100}, "
      "valid: {format: image-folder, path: @/test, channels: 1}, skip_bad: ";
  const DataCheck found = check(splits + "2");
  EXPECT_THAT(found.findings, IsEmpty());
  EXPECT_EQ(found.splits[0].samples, 10);
  EXPECT_EQ(found.splits[1].samples, 4);
  EXPECT_THAT(found.warnings, Contains(HasSubstr("data.valid: 1 of 5 pictures is broken")));
  expect_finding(splits + "1", "data.valid", ErrorCode::kInvalidData,
                 "1 may be skipped, and other splits have 1");
}

TEST_F(CheckData, StopsWhenItIsAskedTo) {
  write_classes(root(), {"a", "b"});
  progress_.stop = StopRequest::kInterrupt;
  EXPECT_ERROR(check(kFolder), kInterrupted, "SIGINT");
}

TEST_F(CheckData, FindsANormalisationForOtherChannels) {
  write_classes(root(), {"a", "b"});
  expect_finding(
      std::string(kFolder) + ", preprocess: [{op: normalize, mean: [0, 0, 0], std: [1, 1, 1]}]",
      "data.preprocess[0]", ErrorCode::kInvalidRecipe, "normalize has 3 channels");
}

TEST_F(CheckData, FindsASingleClass) {
  write_classes(root(), {"a"});
  expect_finding(kFolder, "data.train", ErrorCode::kInvalidRecipe, "at least 2 classes");
}

TEST_F(CheckData, TakesSharesOfAllTrainingSamplesWhateverTheLimitOfTrain) {
  write_classes(root(), {"a", "b"}, 20);
  const DataCheck found = check(
      "train: {format: image-folder, path: @, channels: 1, limit: 5}, "
      "valid: {from: train, fraction: 0.2}, test: {from: train, fraction: 0.2, limit: 7}");
  ASSERT_EQ(found.splits.size(), 3U);
  EXPECT_EQ(found.splits[0].samples, 5);
  EXPECT_EQ(found.splits[1].samples, 8);
  EXPECT_EQ(found.splits[2].samples, 7);
}

TEST_F(CheckData, FindsAShareThatTakesNoSample) {
  write_classes(root(), {"a", "b"}, 1);
  expect_finding(std::string(kFolder) + ", valid: {from: train, fraction: 0.2}", "data.valid",
                 ErrorCode::kInvalidRecipe, "too few to take 0.2 of them out");
}

TEST_F(CheckData, FindsAWarmupThatIsLongerThanTheTraining) {
  write_classes(root(), {"a", "b"}, 20);
  expect_finding(std::string(kFolder) + "}\nschedule: {warmup: 3epoch}\ntrain: {until: 2epoch",
                 "schedule.warmup", ErrorCode::kInvalidRecipe,
                 "schedule.warmup of 3 steps is not shorter than the 2 of train.until");
}

TEST_F(CheckData, FindsABatchThatTheSamplesDoNotFill) {
  write_classes(root(), {"a", "b"}, 2);
  expect_finding(std::string(kFolder) + ", loader: {global_batch: 5, drop_last: true}",
                 "data.loader.global_batch", ErrorCode::kInvalidRecipe, "do not fill a batch of 5");
}

TEST_F(CheckData, TakesNothingFromASplitThatIsNotTrain) {
  write_classes(root() / "test", {"a", "b"});
  const DataCheck found = check(
      "train: {format: image-folder, path: @/none}, valid: {from: train, fraction: 0.2}, "
      "test: {format: image-folder, path: @/test}");
  ASSERT_EQ(found.splits.size(), 1U);
  EXPECT_EQ(found.splits[0].split, "test");
  EXPECT_EQ(found.findings.size(), 1U);
}

TEST_F(CheckData, NamesEverythingAtOnce) {
  const DataCheck found = check(
      "train: {format: image-folder, path: @/no}, test: {format: idx, path: @/none}, "
      "valid: {format: image-folder, path: @/nothing}");
  EXPECT_EQ(found.findings.size(), 3U);
}

TEST_F(CheckData, RefusesAClassWhoseNameIsNotUtf8) {
  write_classes(root() / "train", {"cat", "caf\xe9"});
  expect_finding("train: {format: image-folder, path: '@/train'}", "data.train",
                 ErrorCode::kInvalidData, "the name is not UTF-8");
}

TEST_F(CheckData, WarnsOfSamplesThatAreTrainedOnToo) {
  write_classes(root() / "train", {"a", "b"}, 5);
  write_classes(root() / "test", {"a", "b"}, 2);
  const DataCheck found = check(
      "train: {format: image-folder, path: @/train}, "
      "test: {format: image-folder, path: @/test}");
  EXPECT_THAT(found.findings, IsEmpty());
  EXPECT_THAT(found.warnings,
              ElementsAre(HasSubstr("4 of the 4 samples of data.test are trained on too, such as " +
                                    (root() / "test/a/00.png").string())));
}

}  // namespace
}  // namespace maas::data
