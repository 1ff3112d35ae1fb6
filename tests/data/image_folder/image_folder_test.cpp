#include "data/image_folder/image_folder.h"

#include "base/files.h"
#include "data/pictures.h"
#include "formats/image/image.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

using ::testing::ElementsAre;

class ImageFolderLayout : public ::testing::Test {
 protected:
  void write(const std::string& name, const std::string& content) const {
    std::filesystem::create_directories((root_ / name).parent_path());
    base::write_file(root_ / name, content);
  }

  /// A picture of one grey.
  static std::string grey(std::uint8_t value, std::int64_t height = 3, std::int64_t width = 2) {
    return formats::encode_png(
        {1, height, width,
         std::vector<std::uint8_t>(static_cast<std::size_t>(height * width), value)});
  }

  std::unique_ptr<Dataset> open(std::int64_t channels = 1) const {
    return make_image_folder("train", {.path = {root_.path().string()}, .channels = channels})
        ->open();
  }

  std::uint8_t first_pixel(const Dataset& set, std::int64_t index) const {
    formats::Image image;
    as<Pictures>(set).read(index, formats::kWhite, image);
    return image.pixels.front();
  }

  test::TemporaryDirectory root_;
};

TEST_F(ImageFolderLayout, TakesFoldersAsClassesInTheOrderOfTheirNames) {
  write("dog/1.png", grey(10));
  write("cat/b.PNG", grey(30));
  write("cat/a.png", grey(20));
  const auto set = open();
  EXPECT_THAT(set->classes(), ElementsAre("cat", "dog"));
  EXPECT_THAT(std::vector({set->label(0), set->label(1), set->label(2)}), ElementsAre(0, 0, 1));
  EXPECT_THAT(std::vector({first_pixel(*set, 0), first_pixel(*set, 1), first_pixel(*set, 2)}),
              ElementsAre(20, 30, 10));
  EXPECT_THAT(set->name(2), ::testing::EndsWith("dog/1.png"));
}

TEST_F(ImageFolderLayout, TakesAllPicturesBelowItWithoutClassesIfAsked) {
  write("b.png", grey(10));
  write("deep/er/a.png", grey(20));
  write("notes.txt", "no picture");
  const ImageFolderOptions options{.path = {root_.path().string()}, .labels = "none"};
  const auto set = make_image_folder("train", options)->open();
  EXPECT_EQ(set->size(), 2);
  EXPECT_TRUE(set->classes().empty());
  EXPECT_EQ(first_pixel(*set, 0), 10);
  EXPECT_EQ(set->left_out().size(), 1U);
  EXPECT_ERROR(set->label(0), kInternal, "without classes");
  const test::TemporaryDirectory empty;
  EXPECT_ERROR(
      make_image_folder("train", {.path = {empty.path().string()}, .labels = "none"})->open(),
      kInvalidData, "no pictures in it or below");
}

TEST_F(ImageFolderLayout, ReadsGreyAsColourIfAsked) {
  write("cat/a.png", grey(20));
  EXPECT_EQ(as<Pictures>(*open(3)).shape(0), (ImageShape{3, 3, 2}));
  EXPECT_EQ(as<Pictures>(*open(1)).shape(0), (ImageShape{1, 3, 2}));
}

TEST_F(ImageFolderLayout, PassesOverFilesThatAreNoPictures) {
  write("cat/a.png", grey(20));
  write("cat/notes.txt", "a cat");
  write("README.md", "cats");
  EXPECT_EQ(open()->size(), 1);
}

/// Drawings may have one colour throughout: what they show is in their transparency.
TEST_F(ImageFolderLayout, LaysWhatIsTransparentOnTheBackground) {
  const std::filesystem::path images =
      std::filesystem::path(MAAS_SOURCE_DIR) / "tests/formats/fixtures/images";
  write("cat/a.png", base::read_file(images / "silhouette.png"));
  write("cat/b.png", base::read_file(images / "other_silhouette.png"));
  write("cat/c.png", grey(20));
  const auto set = open(3);
  formats::Image first;
  formats::Image second;
  as<Pictures>(*set).read(0, formats::kWhite, first);
  as<Pictures>(*set).read(1, formats::kWhite, second);
  EXPECT_NE(first.pixels, second.pixels);
  EXPECT_EQ(std::ranges::minmax(first.pixels).min, 0);
  EXPECT_EQ(std::ranges::minmax(first.pixels).max, 255);
  as<Pictures>(*set).read(0, {0, 0, 0}, first);
  EXPECT_EQ(std::ranges::minmax(first.pixels).max, 0);
  EXPECT_TRUE(as<Pictures>(*set).is_transparent(0));
  EXPECT_FALSE(as<Pictures>(*set).is_transparent(2));
}

/// A quarter turn exchanges the sides, in the header's shape too.
TEST_F(ImageFolderLayout, TurnsPicturesAsTheyAreShown) {
  const std::filesystem::path images =
      std::filesystem::path(MAAS_SOURCE_DIR) / "tests/formats/fixtures/images";
  write("cat/a.png", base::read_file(images / "oriented_6.png"));
  write("cat/b.jpg", base::read_file(images / "oriented_6.jpg"));
  const auto set = open(3);
  for (const std::int64_t i : {0, 1}) {
    formats::Image image;
    as<Pictures>(*set).read(i, formats::kWhite, image);
    EXPECT_EQ(image.shape(), (ImageShape{3, 13, 9}));
    EXPECT_EQ(as<Pictures>(*set).shape(i), image.shape());
  }
}

TEST_F(ImageFolderLayout, LetsPicturesDifferInSize) {
  write("cat/a.png", grey(20));
  write("cat/b.png", grey(20, 5, 7));
  const auto set = open();
  formats::Image image;
  as<Pictures>(*set).read(1, formats::kWhite, image);
  EXPECT_EQ(image.shape(), (ImageShape{1, 5, 7}));
  EXPECT_EQ(as<Pictures>(*set).shape(1), (ImageShape{1, 5, 7}));
}

TEST_F(ImageFolderLayout, RefusesAFolderThatIsNotThere) {
  EXPECT_ERROR(make_image_folder("train", {.path = {(root_ / "none").string()}})->open(), kNotFound,
               "none");
}

TEST_F(ImageFolderLayout, RefusesAFolderWithoutClasses) {
  write("a.png", grey(20));
  EXPECT_ERROR(open(), kInvalidData, "no class folders");
}

TEST_F(ImageFolderLayout, NamesAClassWithoutPicturesAndGoesOn) {
  write("cat/a.png", grey(20));
  write("cow/a.png", grey(21));
  std::filesystem::create_directory(root_ / "dog");
  const auto set = open();
  EXPECT_THAT(set->classes(), ElementsAre("cat", "cow"));
  EXPECT_EQ(set->label(1), 1);
  ASSERT_EQ(set->left_out().size(), 1U);
  EXPECT_EQ(set->left_out()[0].text(),
            "left out: 1 class folders without a picture that is read, first '" +
                (root_ / "dog").string() + "'");
}

TEST_F(ImageFolderLayout, TakesPicturesInDeeperFoldersOfAClass) {
  write("cat/2019/a.png", grey(20));
  write("cat/2020/summer/a.png", grey(21));
  write("cat/b.png", grey(22));
  write("dog/a.png", grey(23));
  const auto set = open();
  EXPECT_EQ(set->size(), 4);
  EXPECT_THAT(set->classes(), ElementsAre("cat", "dog"));
  EXPECT_THAT(set->name(1), ::testing::EndsWith("cat/2020/summer/a.png"));
}

TEST_F(ImageFolderLayout, PassesOverWhatOtherProgramsLeave) {
  write("cat/a.png", grey(20));
  write("cat/@eaDir/a.png", grey(9));
  write("cat/Thumbs.db", "thumbnails");
  write("__MACOSX/cat/a.png", grey(9));
  write("cat/.ipynb_checkpoints/a-checkpoint.png", grey(9));
  const auto set = open();
  EXPECT_EQ(set->size(), 1);
  EXPECT_THAT(set->left_out(), ::testing::IsEmpty());
}

TEST_F(ImageFolderLayout, NamesPicturesBesideTheClassesAndLinksWithinThem) {
  write("cat/a.png", grey(20));
  write("dog/a.png", grey(21));
  write("stray.png", grey(22));
  std::filesystem::create_directory_symlink(root_ / "dog", root_ / "cat/friends");
  const auto left_out = open()->left_out();
  ASSERT_EQ(left_out.size(), 2U);
  EXPECT_EQ(left_out[0].what, "links to folders within a class");
  EXPECT_EQ(left_out[1].what, "pictures beside the class folders");
}

TEST_F(ImageFolderLayout, RefusesTheFolderThatHoldsOnePerSplit) {
  write("train/cat/a.png", grey(20));
  write("test/cat/a.png", grey(21));
  EXPECT_ERROR(open(), kInvalidData, "holds a folder per split, not per class");
}

TEST_F(ImageFolderLayout, ListsDeeperFoldersForMake) {
  write("cat/more/a.png", grey(20));
  const auto files = make_image_folder("train", {.path = {root_.path().string()}})->files();
  EXPECT_THAT(files, ElementsAre(root_.path(), root_ / "cat", root_ / "cat/more",
                                 root_ / "cat/more/a.png"));
}

TEST_F(ImageFolderLayout, NamesATruncatedPictureWhenItIsRead) {
  write("cat/a.png", grey(20));
  const std::string whole = grey(20, 30, 30);
  write("cat/b.png", whole.substr(0, whole.size() / 2));
  const auto set = open();
  formats::Image image;
  EXPECT_ERROR(as<Pictures>(*set).read(1, formats::kWhite, image), kInvalidData, "cat/b.png");
}

TEST_F(ImageFolderLayout, NamesAFileThatIsNoPictureInside) {
  write("cat/a.png", "not a picture");
  EXPECT_ERROR(as<Pictures>(*open()).shape(0), kInvalidData, "cat/a.png");
}

TEST_F(ImageFolderLayout, RefusesTwoChannels) {
  EXPECT_ERROR(open(2), kInvalidRecipe, "reads 1 or 3 channels, not 2");
}

TEST_F(ImageFolderLayout, PassesOverWhatIsHidden) {
  write("cat/a.png", grey(20));
  write("cat/._a.png", "what a Mac leaves beside a file");
  write(".cache/b.png", grey(20));
  const auto set = open();
  EXPECT_THAT(set->classes(), ElementsAre("cat"));
  EXPECT_EQ(set->size(), 1);
}

TEST_F(ImageFolderLayout, GivesEqualFilesEqualDigests) {
  write("cat/a.png", grey(20));
  write("cat/b.png", grey(21));
  write("dog/a.png", grey(20));
  const auto set = open();
  EXPECT_EQ(set->digest(0), set->digest(2));
  EXPECT_NE(set->digest(0), set->digest(1));
}

TEST_F(ImageFolderLayout, HasAFingerprintOfNamesAndContents) {
  write("cat/a.png", grey(20));
  test::QuietProgress progress;
  const std::string print = open()->fingerprint(progress);
  EXPECT_EQ(open()->fingerprint(progress), print);
  const std::string changed = grey(21);
  ASSERT_EQ(changed.size(), grey(20).size());
  write("cat/a.png", changed);
  EXPECT_NE(open()->fingerprint(progress), print);
  write("cat/a.png", grey(20));
  EXPECT_EQ(open()->fingerprint(progress), print);
  std::filesystem::rename(root_ / "cat/a.png", root_ / "cat/b.png");
  EXPECT_NE(open()->fingerprint(progress), print);
}

TEST_F(ImageFolderLayout, StopsHashingWhenItIsAskedTo) {
  write("cat/a.png", grey(20));
  test::QuietProgress progress;
  progress.stop = StopRequest::kInterrupt;
  EXPECT_ERROR(open()->fingerprint(progress), kInterrupted, "SIGINT");
}

}  // namespace
}  // namespace maas::data
