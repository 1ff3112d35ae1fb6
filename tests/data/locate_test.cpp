#include "data/locate.h"

#include <tuple>

#include "data/idx/card.h"
#include "data/image_folder/card.h"
#include "data/sets.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using test::write_classes;
using test::write_idx;

class Locate : public ::testing::Test {
 protected:
  std::string splits() const {
    std::string names;
    for (const SplitFiles& files : locate(root())) names += files.split + " ";
    return names;
  }

  std::filesystem::path root() const { return directory_.path(); }

  maas::test::TemporaryDirectory directory_;
};

TEST_F(Locate, TakesAFolderOfClassFoldersForTheTrainingPictures) {
  write_classes(root(), {"cat", "dog"});
  EXPECT_EQ(locate(root())[0].layout.name, "image-folder");
  EXPECT_EQ(splits(), "train ");
}

TEST_F(Locate, KnowsTheFoldersOfSplitsByTheirUsualNames) {
  write_classes(root() / "train", {"cat", "dog"});
  write_classes(root() / "val", {"cat", "dog"});
  write_classes(root() / "testing", {"cat", "dog"});
  EXPECT_EQ(splits(), "train valid test ");
}

TEST_F(Locate, KnowsTheFoldersOfSplitsInAnyCapitals) {
  for (const auto& [train, valid, test] :
       std::vector<std::tuple<const char*, const char*, const char*>>{
           {"Train", "Val", "Test"},
           {"TRAIN", "VALIDATION", "TEST"},
           {"training", "dev", "Testing"}}) {
    const maas::test::TemporaryDirectory set;
    for (const char* name : {train, valid, test}) write_classes(set / name, {"cat", "dog"});
    const auto found = locate(set.path());
    ASSERT_EQ(found.size(), 3U) << train;
    EXPECT_EQ(found[0].split, "train");
    EXPECT_EQ(found[1].layout.options.as<ImageFolderOptions>().path.text, set / valid);
    EXPECT_EQ(found[2].split, "test");
  }
}

TEST_F(Locate, RefusesTwoFoldersOfOneSplitAndNamesBoth) {
  for (const char* name : {"train", "val", "valid"}) write_classes(root() / name, {"cat", "dog"});
  EXPECT_ERROR(locate(root()), kInvalidData, "val' and '" + root().string() + "/valid' both mean");
}

TEST_F(Locate, RefusesSplitsWithoutAFolderToLearnFrom) {
  for (const char* name : {"val", "test"}) write_classes(root() / name, {"cat", "dog"});
  EXPECT_ERROR(locate(root()), kInvalidData, "and no folder for train");
}

TEST_F(Locate, TakesTrainsForAClassAmongVehicles) {
  write_classes(root(), {"car", "train"});
  EXPECT_EQ(splits(), "train ");
  EXPECT_EQ(open(locate(root())[0])->classes().size(), 2U);
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
  EXPECT_EQ(open(locate(root())[1])->name(1), (root() / "t10k-images-idx3-ubyte.gz[1]").string());
}

TEST_F(Locate, KnowsMnistsFilesSpelledWithADot) {
  write_idx(root(), "train", {0, 1}, /*zipped=*/true);
  write_idx(root(), "t10k", {0, 1});
  for (const std::string name : {"train-images", "train-labels", "t10k-images", "t10k-labels"}) {
    const std::string kind = name.ends_with("images") ? "idx3-ubyte" : "idx1-ubyte";
    const std::string zipped = name.starts_with("train") ? ".gz" : "";
    fs::rename(root() / (name + "-" + kind + zipped), root() / (name + "." + kind + zipped));
  }
  EXPECT_EQ(splits(), "train test ");
  EXPECT_EQ(open(locate(root())[0])->size(), 2);
  EXPECT_EQ(open(locate(root() / "t10k-images.idx3-ubyte")[0])->size(), 2);
}

TEST_F(Locate, FindsTheLabelsBesideAFileOfPictures) {
  write_idx(root(), "some", {0, 1}, /*zipped=*/true);
  const auto splits = locate(root() / "some-images-idx3-ubyte.gz");
  EXPECT_EQ(splits[0].layout.name, "idx");
  EXPECT_EQ(splits[0].layout.options.as<IdxOptions>().labels.text,
            root() / "some-labels-idx1-ubyte.gz");
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

TEST_F(Locate, RefusesAFileThatNoLayoutKnows) {
  base::write_file(root() / "notes.odt", "no pictures");
  EXPECT_ERROR(locate(root() / "notes.odt"), kInvalidData, "no data set in a layout that there is");
}

}  // namespace
}  // namespace maas::data
