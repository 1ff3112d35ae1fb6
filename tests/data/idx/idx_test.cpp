#include "data/idx/idx.h"

#include <numeric>

#include "base/files.h"
#include "data/pictures.h"
#include "data/sets.h"
#include "formats/idx/idx.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

using ::testing::ElementsAre;

class IdxLayout : public ::testing::Test {
 protected:
  void write(const std::string& name, const std::vector<std::int64_t>& shape,
             const std::vector<std::uint8_t>& values) const {
    const auto bytes = formats::serialize_idx(shape, values);
    base::write_file(folder_ / name, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  }

  /// Three pictures of 2x2 pixels that count up, with labels 2, 0, 1.
  void write_set(const std::string& stem) const {
    std::vector<std::uint8_t> pixels(12);
    std::iota(pixels.begin(), pixels.end(), std::uint8_t{0});
    write(stem + "-images-idx3-ubyte", {3, 2, 2}, pixels);
    write(stem + "-labels-idx1-ubyte", {3}, {2, 0, 1});
  }

  IdxOptions folder() const { return {.path = {folder_.path().string()}}; }
  IdxOptions files(const std::string& images, const std::string& labels) const {
    return {.images = {(folder_ / images).string()}, .labels = {(folder_ / labels).string()}};
  }

  maas::test::TemporaryDirectory folder_;
};

TEST_F(IdxLayout, ReadsAFolderByMnistsNames) {
  write_set("train");
  const auto set = make_idx("train", folder())->open();
  EXPECT_EQ(set->size(), 3);
  EXPECT_EQ(as<Pictures>(*set).shape(0), (ImageShape{1, 2, 2}));
  EXPECT_THAT(set->classes(), ElementsAre("0", "1", "2"));
  EXPECT_THAT(std::vector({set->label(0), set->label(1), set->label(2)}), ElementsAre(2, 0, 1));
  formats::Image image;
  as<Pictures>(*set).read(1, formats::kWhite, image);
  EXPECT_EQ(image.shape(), (ImageShape{1, 2, 2}));
  EXPECT_THAT(image.pixels, ElementsAre(4, 5, 6, 7));
}

TEST_F(IdxLayout, TakesPicturesWithoutLabels) {
  write_set("train");
  const IdxOptions options = files("train-images-idx3-ubyte", "");
  IdxOptions alone{.images = options.images};
  const auto layout = make_idx("train", alone);
  const auto set = layout->open();
  EXPECT_EQ(set->size(), 3);
  EXPECT_TRUE(set->classes().empty());
  EXPECT_EQ(layout->files().size(), 1U);
  maas::test::QuietProgress progress;
  EXPECT_NE(set->fingerprint(progress), make_idx("train", folder())->open()->fingerprint(progress));
  EXPECT_EQ(set->digest(1), make_idx("train", folder())->open()->digest(1));
  alone.classes = {"a", "b", "c"};
  EXPECT_ERROR(make_idx("train", alone)->open(), kInvalidRecipe,
               "data.train: there are names of classes, and no file of labels");
}

TEST_F(IdxLayout, TakesTheTestSplitFromTheFilesOfTen) {
  write_set("t10k");
  EXPECT_EQ(make_idx("test", folder())->open()->size(), 3);
  EXPECT_ERROR(make_idx("train", folder())->open(), kNotFound, "train-images-idx3-ubyte");
}

TEST_F(IdxLayout, TakesTheFilesThatTheOptionNames) {
  write_set("train");
  IdxOptions options = folder();
  options.split = "train";
  EXPECT_EQ(make_idx("valid", options)->open()->size(), 3);
}

TEST_F(IdxLayout, NamesSamplesByFileAndIndex) {
  write_set("train");
  EXPECT_THAT(make_idx("train", folder())->open()->name(2),
              ::testing::EndsWith("train-images-idx3-ubyte[2]"));
}

TEST_F(IdxLayout, ReadsSeveralChannels) {
  write("images", {1, 3, 1, 2}, {1, 2, 3, 4, 5, 6});
  write("labels", {1}, {0});
  EXPECT_EQ(as<Pictures>(*make_idx("train", files("images", "labels"))->open()).shape(0),
            (ImageShape{3, 1, 2}));
}

TEST_F(IdxLayout, TakesClassNames) {
  write_set("train");
  IdxOptions options = folder();
  options.classes = {"a", "b", "c", "d"};
  EXPECT_THAT(make_idx("train", options)->open()->classes(), ElementsAre("a", "b", "c", "d"));
}

TEST_F(IdxLayout, RefusesALabelOutsideTheClasses) {
  write_set("train");
  IdxOptions options = folder();
  options.classes = {"a", "b"};
  EXPECT_ERROR(make_idx("train", options)->open(), kInvalidData,
               "label 2 is out of range, there are 2 classes");
}

TEST_F(IdxLayout, RefusesAnotherNumberOfLabels) {
  write("images", {2, 1, 1}, {1, 2});
  write("labels", {3}, {0, 0, 0});
  EXPECT_ERROR(make_idx("train", files("images", "labels"))->open(), kInvalidData,
               "holds 3 labels");
}

TEST_F(IdxLayout, RefusesPicturesInThePlaceOfLabels) {
  write("images", {2, 1, 1}, {1, 2});
  EXPECT_ERROR(make_idx("train", files("images", "images"))->open(), kInvalidData, "labels");
}

TEST_F(IdxLayout, RefusesLabelsInThePlaceOfPictures) {
  write("labels", {3}, {0, 0, 0});
  EXPECT_ERROR(make_idx("train", files("labels", "labels"))->open(), kInvalidData,
               "has 1 dimensions, pictures have 3 or 4");
}

TEST_F(IdxLayout, RefusesNoPicture) {
  write("images", {0, 2, 2}, {});
  write("labels", {0}, {});
  EXPECT_ERROR(make_idx("train", files("images", "labels"))->open(), kInvalidData,
               "holds no picture");
}

TEST_F(IdxLayout, RefusesPicturesWithoutPixels) {
  write("images", {2, 0, 5}, {});
  write("labels", {2}, {0, 1});
  EXPECT_ERROR(make_idx("train", files("images", "labels"))->open(), kInvalidData, "[1, 0, 5]");
}

TEST_F(IdxLayout, RefusesATruncatedFile) {
  write_set("train");
  const std::string whole = base::read_file(folder_ / "train-images-idx3-ubyte");
  base::write_file(folder_ / "train-images-idx3-ubyte", whole.substr(0, whole.size() - 1));
  EXPECT_ERROR(make_idx("train", folder())->open(), kInvalidData, "truncated");
}

TEST_F(IdxLayout, RefusesContradictingOptions) {
  EXPECT_ERROR(make_idx("train", {})->open(), kInvalidRecipe, "either a folder or files");
  IdxOptions both = files("images", "labels");
  both.path = {"folder"};
  EXPECT_ERROR(make_idx("train", both)->open(), kInvalidRecipe, "data.train");
  EXPECT_ERROR(make_idx("train", {.path = {"folder"}, .images = {"images"}})->open(),
               kInvalidRecipe, "data.train");
}

TEST_F(IdxLayout, OfAGzippedFileInflatesNoMoreThanAsked) {
  test::write_idx(folder_.path(), "train", {3, 4, 5}, /*zipped=*/true);
  const auto set = make_idx("train", folder())->open({.most = 2});
  EXPECT_EQ(set->size(), 3);
  EXPECT_EQ(set->classes().size(), 6U);
  formats::Image image;
  as<Pictures>(*set).read(1, formats::kWhite, image);
  EXPECT_EQ(image.pixels.back(), 40);
}

TEST_F(IdxLayout, GivesEqualPicturesEqualDigests) {
  write("images", {3, 1, 2}, {1, 2, 3, 4, 1, 2});
  write("upright", {3, 2, 1}, {1, 2, 3, 4, 1, 2});
  write("labels", {3}, {0, 1, 1});
  const auto set = make_idx("train", files("images", "labels"))->open();
  EXPECT_EQ(set->digest(0), set->digest(2));
  EXPECT_NE(set->digest(0), set->digest(1));
  EXPECT_NE(set->digest(0), make_idx("train", files("upright", "labels"))->open()->digest(0));
}

TEST_F(IdxLayout, HasAFingerprintOfPixelsAndLabels) {
  write("images", {2, 1, 1}, {1, 2});
  write("others", {2, 1, 1}, {1, 3});
  write("labels", {2}, {0, 1});
  write("swapped", {2}, {1, 0});
  maas::test::QuietProgress progress;
  const auto print_of = [&](const char* split, const char* images, const char* labels) {
    return make_idx(split, files(images, labels))->open()->fingerprint(progress);
  };
  const std::string print = print_of("train", "images", "labels");
  EXPECT_EQ(print_of("test", "images", "labels"), print);
  EXPECT_NE(print_of("train", "others", "labels"), print);
  EXPECT_NE(print_of("train", "images", "swapped"), print);
}

TEST_F(IdxLayout, StopsHashingWhenItIsAskedTo) {
  write("images", {2, 1, 1}, {1, 2});
  write("labels", {2}, {0, 1});
  maas::test::QuietProgress progress;
  progress.stop = StopRequest::kInterrupt;
  const auto set = make_idx("train", files("images", "labels"))->open();
  EXPECT_ERROR(set->fingerprint(progress), kInterrupted, "SIGINT");
}

}  // namespace
}  // namespace maas::data
