#include "data/draft.h"

#include <fstream>

#include "data/check.h"
#include "data/locate.h"
#include "data/pictures/look.h"
#include "data/sets.h"
#include "maas/recipe.h"
#include "recipe/check.h"
#include "recipe/resolved.h"
#include "support/quiet_progress.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using test::write_classes;
using test::write_idx;
using test::write_picture;
using ::testing::HasSubstr;
using ::testing::Not;

class DraftTest : public ::testing::Test {
 protected:
  fs::path root() const { return directory_.path(); }

  std::string draft() { return draft_recipe({.source = root()}, progress_).recipe; }

  PictureLook look() {
    return look_at_pictures(locate(root()), /*wants_classes=*/true, root(), progress_);
  }

  /// The draft for the folder, which must be accepted.
  Recipe drafted() {
    text_ = draft();
    recipe::Document document = recipe::load_text(text_, "draft", catalog());
    Recipe recipe = recipe::read_checked(document, catalog());
    EXPECT_TRUE(check_data(recipe, progress_).findings.empty()) << text_;
    return recipe;
  }

  /// Writes three pictures of a class that differ behind their pixels alone: one for each split.
  void write_three(const std::string& name, std::uint8_t value, std::int64_t height = 16,
                   std::int64_t width = 16, std::int64_t channels = 1) const {
    for (const char* file : {"0.png", "1.png", "2.png"}) {
      const fs::path path = root() / name / file;
      write_picture(path, value, height, width, channels);
      std::ofstream(path, std::ios::app) << file;
    }
  }

  /// The same as YAML with every default.
  std::string resolved() { return recipe::resolved_yaml(drafted()); }

  maas::test::TemporaryDirectory directory_;
  std::string text_;
  maas::test::QuietProgress progress_;
};

TEST_F(DraftTest, OfAnUnsplitFolderTakesValidationAndTestFromTheTrainingPictures) {
  write_classes(root(), {"cat", "dog"}, 3);
  const Recipe recipe = drafted();
  EXPECT_EQ(recipe.data.valid->from, "train");
  EXPECT_EQ(recipe.data.test->from, "train");
  EXPECT_THAT(text_, HasSubstr("# 6 grey pictures of 16x16 in 2 classes, 3 of each."));
  EXPECT_THAT(text_, HasSubstr("path: " + root().string() + ", channels: 1"));
}

TEST_F(DraftTest, UsesTheSplitsThatAreThere) {
  for (const char* split : {"train", "valid", "test"}) write_classes(root() / split, {"a", "b"});
  const Recipe recipe = drafted();
  EXPECT_EQ(recipe.data.valid->from, "");
  EXPECT_THAT(text_, HasSubstr("test: {format: image-folder, path: " + root().string() + "/test"));
}

TEST_F(DraftTest, NormalisesByWhatItMeasured) {
  write_three("a", 0);
  write_three("b", 255);
  EXPECT_THAT((drafted(), text_), HasSubstr("mean: [0.5000], std: [0.5000]}  # measured on 6"));
}

TEST_F(DraftTest, DoesNotDivideByAChannelThatNeverChanges) {
  write_three("a", 51);
  write_three("b", 51);
  EXPECT_THAT((drafted(), text_), HasSubstr("mean: [0.2000], std: [1.0000]"));
}

TEST_F(DraftTest, ReadsColourIfAnyPictureIsInColour) {
  write_three("a", 51);
  write_three("b", 51, 16, 16, 3);
  EXPECT_THAT((drafted(), text_), HasSubstr("channels: 3}"));
  EXPECT_THAT(text_, HasSubstr("mean: [0.2000, 0.2000, 0.2000]"));
}

TEST_F(DraftTest, BringsPicturesOfSeveralSizesToOne) {
  write_three("a", 1, 20, 30);
  write_three("b", 2, 30, 20);
  EXPECT_THAT((drafted(), text_), HasSubstr("{op: resize, height: 32, width: 32}"));
  EXPECT_THAT(text_, HasSubstr("20x30 to 30x20"));
}

TEST_F(DraftTest, ScalesLargePicturesDownAndLeavesSmallOnesAlone) {
  write_three("a", 1, 200, 300);
  write_three("b", 2, 200, 300);
  EXPECT_THAT((drafted(), text_), HasSubstr("{op: resize, height: 48, width: 48}"));
  write_three("a", 1);
  write_three("b", 2);
  EXPECT_THAT((drafted(), text_), Not(HasSubstr("resize")));
}

/// A random crop acts behind the resize.
TEST_F(DraftTest, PadsByTheSizeThatTheNetworkSees) {
  write_three("a", 1, 2000, 3000);
  write_three("b", 2, 2000, 3000);
  EXPECT_THAT((drafted(), text_), HasSubstr("{op: random-crop, pad: 4}"));
}

TEST_F(DraftTest, MirrorsPicturesInColourAndLeavesGreyOnesAlone) {
  write_three("a", 1);
  write_three("b", 2);
  EXPECT_EQ(drafted().data.augment.size(), 1U);
  write_three("b", 2, 16, 16, 3);
  const Recipe recipe = drafted();
  ASSERT_EQ(recipe.data.augment.size(), 2U);
  EXPECT_EQ(recipe.data.augment[1].transform.name, "hflip");
}

TEST_F(DraftTest, StatesTheBackgroundOfTransparentPictures) {
  write_three("a", 1);
  write_three("b", 2);
  EXPECT_THAT((drafted(), text_), Not(HasSubstr("composite")));
  fs::copy_file(fs::path(MAAS_SOURCE_DIR) / "tests/formats/fixtures/images/rgba.png",
                root() / "b/3.png");
  EXPECT_THAT((drafted(), text_), HasSubstr("- {op: composite, background: [255, 255, 255]}"));
}

/// One large picture is no reason to look at few.
TEST_F(DraftTest, MeasuresAsManyPicturesWhateverTheLargestIs) {
  for (int i = 0; i < 30; ++i) {
    write_picture(root() / "a" / fmt::format("{}.png", i), 0, 40 + i, 40);
    write_picture(root() / "b" / fmt::format("{}.png", i), 255, 40 + i, 40);
  }
  write_picture(root() / "a/large.png", 0, 700, 2400);
  write_picture(root() / "b/large.png", 255, 700, 2400);
  EXPECT_THAT((drafted(), text_),
              HasSubstr("mean: [0.5000], std: [0.5000]}  # measured on 62 pictures"));
}

/// What is finer than the network's pixels is not in what it sees.
TEST_F(DraftTest, MeasuresWhatTheNetworkSees) {
  formats::Image picture{.channels = 1, .height = 256, .width = 256};
  for (int i = 0; i < 256 * 256; ++i) picture.pixels.push_back((i / 256 + i) % 2 == 0 ? 0 : 254);
  for (const char* name : {"a/0.png", "a/1.png", "a/2.png", "b/0.png", "b/1.png", "b/2.png"}) {
    fs::create_directories((root() / name).parent_path());
    base::write_file(root() / name, formats::encode_png(picture));
  }
  const PictureLook look = this->look();
  EXPECT_NEAR(look.mean[0], 0.498, 0.003);
  EXPECT_LT(look.deviation[0], 0.01);
}

TEST_F(DraftTest, ChoosesANetworkThatTakesTinyPictures) {
  write_three("a", 1, 8, 8);
  write_three("b", 2, 8, 8);
  EXPECT_EQ(drafted().model.network.name, "mlp");
}

TEST_F(DraftTest, OfIdxFilesKeepsTheirTestSplit) {
  write_idx(root(), "train", {0, 1, 2, 1}, /*zipped=*/true);
  write_idx(root(), "t10k", {0, 1});
  const Recipe recipe = drafted();
  EXPECT_EQ(recipe.data.test->from, "");
  EXPECT_EQ(recipe.data.valid->from, "train");
  EXPECT_THAT(text_, HasSubstr(R"(classes: ["0", "1", "2"])"));
}

TEST_F(DraftTest, QuotesAPathThatYamlWouldReadOtherwise) {
  const fs::path odd = root() / "a, {b} ${c}: #1";
  write_classes(odd, {"cat", "dog"}, 3);
  const std::string text = draft_recipe({.source = odd}, progress_).recipe;
  recipe::Document document = recipe::load_text(text, "draft", catalog());
  const Recipe recipe = recipe::read_checked(document, catalog());
  EXPECT_THAT(check_data(recipe, progress_).findings, ::testing::IsEmpty());
}

TEST_F(DraftTest, ForATaskThatMakesPicturesNeedsNoClasses) {
  for (int i = 0; i < 6; ++i) {
    write_picture(root() / fmt::format("{}.png", i), static_cast<std::uint8_t>(40 * i), 15, 16);
  }
  for (const char* task : {"variational-autoencoding", "adversarial-generation"}) {
    const std::string text = draft_recipe({.source = root(), .task = task}, progress_).recipe;
    recipe::Document document = recipe::load_text(text, "draft", catalog());
    const Recipe recipe = recipe::read_checked(document, catalog());
    EXPECT_TRUE(check_data(recipe, progress_).findings.empty()) << text;
    EXPECT_EQ(recipe.task.name, task);
    EXPECT_THAT(text, HasSubstr("# 6 grey pictures of 15x16.\n"));
    EXPECT_THAT(text, HasSubstr("labels: none"));
    EXPECT_THAT(text, HasSubstr("{op: resize, height: 16, width: 16}"));
    EXPECT_THAT(text, Not(HasSubstr("normalize")));
  }
}

TEST_F(DraftTest, RefusesOneClass) {
  write_classes(root(), {"cat"});
  EXPECT_ERROR(draft(), kInvalidData, "has one class, 'cat'");
}

TEST_F(DraftTest, RefusesAnEmptyFolder) {
  EXPECT_ERROR(draft(), kInvalidData, "no class folders");
}

TEST_F(DraftTest, CountsBrokenPicturesAndNamesTheFirst) {
  write_classes(root(), {"cat", "dog"});
  for (int i = 0; i < 10'000; ++i) {
    std::ofstream(root() / "cat" / fmt::format("broken{:05}.png", i)) << "no picture";
  }
  EXPECT_ERROR(draft(), kInvalidData,
               "10000 of 10004 pictures are broken, first '" + (root() / "cat").string() +
                   "/broken00000.png': its first bytes are not those of PNG");
}

TEST_F(DraftTest, FindsBrokenPicturesInEverySplit) {
  for (const char* split : {"train", "test"}) write_classes(root() / split, {"cat", "dog"});
  std::ofstream(root() / "test/cat/x.png") << "no picture";
  EXPECT_ERROR(draft(), kInvalidData, "1 of 5 pictures is broken");
}

TEST_F(DraftTest, FindsEveryPictureThatIsBrokenBehindItsHeader) {
  write_classes(root(), {"cat", "dog"}, 3);
  const fs::path cut = root() / "dog/01.png";
  fs::resize_file(cut, fs::file_size(cut) - 14);
  std::ofstream(root() / "cat/empty.png");
  EXPECT_ERROR(draft(), kInvalidData, "2 of 7 pictures are broken");
}

TEST_F(DraftTest, MeasuresManyPicturesAlikeThoughOneIsHuge) {
  for (int i = 0; i < 40; ++i) {
    write_picture(root() / (i % 2 == 0 ? "a" : "b") / fmt::format("{:02}.png", i),
                  i < 20 ? 0 : 255);
  }
  write_picture(root() / "a/huge.png", 0, 2000, 2100);
  const PictureLook look = this->look();
  EXPECT_EQ(look.measured, 41);
  EXPECT_NEAR(look.mean[0], 20 / 41.0, 1e-9);
  EXPECT_NEAR(look.deviation[0], 0.5, 0.001);
}

TEST_F(DraftTest, StopsWhenItIsAskedTo) {
  write_classes(root(), {"cat", "dog"});
  progress_.stop = StopRequest::kTerminate;
  EXPECT_ERROR(draft(), kTerminated, "SIGTERM");
}

TEST_F(DraftTest, RefusesPicturesThatAreTooFewToDivide) {
  write_classes(root(), {"cat", "dog"}, 2);
  EXPECT_ERROR(draft(), kInvalidData,
               "4 pictures in 2 classes are too few to take valid and test out of them");
}

TEST_F(DraftTest, WritesTheTaskThatIsWantedAndRefusesOneThatThereIsNot) {
  write_classes(root(), {"cat", "dog"}, 3);
  EXPECT_THAT(draft_recipe({.source = root(), .task = "image-classification"}, progress_).recipe,
              HasSubstr("task: image-classification\n"));
  EXPECT_ERROR(draft_recipe({.source = root(), .task = "image-clasification"}, progress_), kUsage,
               "--task: there is no task 'image-clasification', there are ");
}

TEST_F(DraftTest, RefusesATargetOfPictures) {
  write_classes(root(), {"cat", "dog"}, 3);
  EXPECT_ERROR(draft_recipe({.source = root(), .target = "animal"}, progress_), kUsage,
               "--target: pictures have no column 'animal'");
}

TEST_F(DraftTest, RefusesSplitsOfOtherClasses) {
  write_classes(root() / "train", {"cat", "dog"});
  write_classes(root() / "test", {"cat", "cow"});
  EXPECT_ERROR(draft(), kInvalidData, "test split has 2 classes that are not those of");
}

}  // namespace
}  // namespace maas::data
