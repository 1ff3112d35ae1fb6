#include "survey/locate.h"

#include "survey/sets.h"

namespace maas::survey {
namespace {

namespace fs = std::filesystem;

using test::write_classes;
using test::write_idx;

class Locate : public ::testing::Test {
 protected:
  std::string splits() const {
    std::string names;
    for (const SplitFiles& files : locate(root()).splits) names += files.split + " ";
    return names;
  }

  std::filesystem::path root() const { return directory_.path(); }

  maas::test::TemporaryDirectory directory_;
};

TEST_F(Locate, TakesAFolderOfClassFoldersForTheTrainingPictures) {
  write_classes(root(), {"cat", "dog"});
  EXPECT_EQ(locate(root()).format, kImageFolder);
  EXPECT_EQ(splits(), "train ");
}

TEST_F(Locate, KnowsTheFoldersOfSplitsByTheirUsualNames) {
  write_classes(root() / "train", {"cat", "dog"});
  write_classes(root() / "val", {"cat", "dog"});
  write_classes(root() / "testing", {"cat", "dog"});
  EXPECT_EQ(splits(), "train valid test ");
}

TEST_F(Locate, TakesAClassThatIsCalledLikeASplitForAClass) {
  write_classes(root(), {"dress", "test"});
  EXPECT_EQ(splits(), "train ");
}

TEST_F(Locate, KnowsMnistsFilesPlainOrGzipped) {
  write_idx(root(), "train", {0, 1});
  EXPECT_EQ(splits(), "train ");
  write_idx(root(), "t10k", {0, 1}, /*zipped=*/true);
  EXPECT_EQ(splits(), "train test ");
  EXPECT_EQ(locate(root()).splits[1].idx.images.extension(), ".gz");
}

TEST_F(Locate, FindsTheLabelsBesideAFileOfPictures) {
  write_idx(root(), "some", {0, 1}, /*zipped=*/true);
  const DataFiles data = locate(root() / "some-images-idx3-ubyte.gz");
  EXPECT_EQ(data.format, kIdx);
  EXPECT_EQ(data.splits[0].idx.labels, root() / "some-labels-idx1-ubyte.gz");
}

TEST_F(Locate, RefusesAFileOfPicturesWithoutLabels) {
  write_idx(root(), "some", {0, 1});
  fs::remove(root() / "some-labels-idx1-ubyte");
  EXPECT_ERROR(locate(root() / "some-images-idx3-ubyte"), kInvalidData, "labels beside it");
}

TEST_F(Locate, RefusesOnePicture) {
  write_classes(root(), {"cat"});
  EXPECT_ERROR(locate(root() / "cat/00.png"), kInvalidData, "is one picture, no data set");
}

TEST_F(Locate, RefusesWhatIsNotThere) {
  EXPECT_ERROR(locate(root() / "nothing"), kNotFound, "there is no '");
}

TEST(Listing, LeavesHiddenFoldersOut) {
  const maas::test::TemporaryDirectory directory;
  write_classes(directory.path(), {".cache", "cat", "dog"});
  EXPECT_THAT(open_image_folder(directory.path())->classes(), ::testing::ElementsAre("cat", "dog"));
}

TEST(IdxSamples, OfAGzippedFileInflateNoMoreThanAsked) {
  const maas::test::TemporaryDirectory directory;
  write_idx(directory.path(), "train", {3, 4, 5}, /*zipped=*/true);
  const auto samples = open_idx(idx_files_in(directory.path(), "train"), 2);
  EXPECT_EQ(samples->size(), 3);
  EXPECT_EQ(samples->classes().size(), 6U);
  EXPECT_EQ(samples->read(1).pixels.back(), 40);
}

}  // namespace
}  // namespace maas::survey
