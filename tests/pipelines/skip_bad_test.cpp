#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "data/image_folder/card.h"
#include "formats/image/image.h"
#include "formats/json/json.h"
#include "maas/eval.h"
#include "maas/train.h"
#include "pipelines/assembly/assemble.h"
#include "pipelines/assembly/samples.h"
#include "pipelines/assembly/seen.h"
#include "pipelines/compressible.h"

namespace maas {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

/// A recipe for folders of pictures, of which three cannot be read.
class SkipBad : public test::Compressible {
 protected:
  SkipBad() {
    write_split("train", 12, 0);
    write_split("test", 4, 100);
    recipe.data.train.layout = folder("train");
    recipe.data.test = SplitBlock{.layout = folder("test")};
    recipe.data.loader.global_batch = 4;
    recipe.train.until = {1, Span::Unit::kEpoch};
    request.options.output = {(folder_ / "run").string()};
    std::ofstream(folder_ / "train/class1/a.png") << "no picture";
    std::filesystem::resize_file(folder_ / "train/class2/02.png", 60);
    std::ofstream(folder_ / "test/class3/a.png") << "no picture either";
  }

  /// Writes pictures of each class that differ all.
  void write_split(const std::string& split, int count, int first) const {
    const test::MemoryDataset pictures(kClasses * (first + count), kShape, kClasses);
    formats::Image picture;
    for (std::int64_t i = kClasses * first; i < pictures.size(); ++i) {
      const auto parent = folder_ / split / pictures.classes()[i % kClasses];
      std::filesystem::create_directories(parent);
      pictures.read(i, formats::kWhite, picture);
      base::write_file(parent / fmt::format("{:02}.png", i / kClasses - first),
                       formats::encode_png(picture));
    }
  }

  Component folder(const std::string& split) const {
    return {"image-folder", AnyOptions::of(data::ImageFolderOptions{
                                .path = {(folder_ / split).string()}, .channels = 1})};
  }

  TrainReport train() {
    request.recipe = recipe;
    return maas::train(request, progress);
  }

  EvalReport judge(std::optional<std::int64_t> skip_bad = {}) {
    return eval({.options = {.model = {model().string()}, .skip_bad = skip_bad}, .recipe = recipe},
                progress);
  }

  static std::vector<std::string> names_of(const data::Dataset& set) {
    std::vector<std::string> names;
    for (std::int64_t i = 0; i < set.size(); ++i) names.push_back(set.name(i));
    return names;
  }

  TrainRequest request;
};

TEST_F(SkipBad, LeavesBrokenPicturesOutOfATraining) {
  recipe.data.skip_bad = 3;
  const TrainReport report = train();
  EXPECT_EQ(report.skipped, 3);
  EXPECT_EQ(report.steps, 12);  // 47 samples of 49
  EXPECT_THAT(progress.warnings,
              ElementsAre(AllOf(HasSubstr("data.train: 2 of 49 pictures are broken, first '"),
                                HasSubstr("train/class1/a.png': "),
                                HasSubstr("data.test: 1 of 17 pictures is broken"))));
  EXPECT_EQ(formats::read_json(folder_ / "run/manifest.json")["skipped"], 3);
  EXPECT_EQ(train().status, "up-to-date");
  EXPECT_EQ(train().skipped, 3);
}

TEST_F(SkipBad, RefusesMoreBrokenPicturesThanMayBeSkipped) {
  recipe.data.skip_bad = 1;
  EXPECT_ERROR(train(), kInvalidData, "data.train: 2 of 49 pictures are broken, first '");
  recipe.data.skip_bad = 2;
  EXPECT_ERROR(train(), kInvalidData, "2 may be skipped, and other splits have 2");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "run"));
}

TEST_F(SkipBad, EndsAtABrokenPictureWhereNoneMayBeSkipped) {
  EXPECT_ERROR(train(), kInvalidData, "train/class");
}

TEST_F(SkipBad, DividesWhatIsLeft) {
  recipe.data.test = SplitBlock{.from = "train", .fraction = 0.25};
  const auto names = [&] {
    const pipelines::Samples samples = pipelines::open_samples(recipe, progress);
    return std::pair(names_of(*samples.train), names_of(*samples.test));
  };
  recipe.data.skip_bad = 2;
  const auto skipping = names();
  std::filesystem::remove(folder_ / "train/class1/a.png");
  std::filesystem::remove(folder_ / "train/class2/02.png");
  recipe.data.skip_bad = 0;
  EXPECT_EQ(names(), skipping);
}

TEST_F(SkipBad, GoesOnWithTheSameSamplesOnly) {
  recipe.data.skip_bad = 3;
  train();
  recipe.data.skip_bad = 5;
  EXPECT_EQ(train().status, "complete");
  std::filesystem::remove(folder_ / "train/class1/a.png");
  EXPECT_EQ(train().status, "up-to-date");
  std::ofstream(folder_ / "train/class1/00.png") << "broken since";
  EXPECT_ERROR(train(), kInvalidData, "the samples are not those that the run was begun with");
}

TEST_F(SkipBad, IsCountedByAnEvaluation) {
  recipe.data.skip_bad = 1;
  const EvalReport report = judge();
  EXPECT_EQ(report.samples, 16);
  EXPECT_EQ(report.skipped, 1);
  EXPECT_THAT(progress.warnings, ElementsAre(HasSubstr("data.test: 1 of 17 pictures is broken")));
}

TEST_F(SkipBad, OfAnEvaluationIsSetByItsFlagFirst) {
  EXPECT_EQ(judge(1).skipped, 1);
  recipe.data.skip_bad = 1;
  EXPECT_ERROR(judge(0), kInvalidData, "test/class3/a.png");
}

TEST_F(SkipBad, HoldsForOtherDataToo) {
  EvalRequest other{.options = {.model = {model().string()},
                                .data = {(folder_ / "train").string()},
                                .skip_bad = 2},
                    .recipe = recipe};
  const EvalReport report = eval(other, progress);
  EXPECT_EQ(report.samples, 47);
  EXPECT_EQ(report.skipped, 2);
  other.options.skip_bad = 1;
  EXPECT_ERROR(eval(other, progress), kInvalidData, "--data: 2 of 49 pictures are broken");
}

TEST_F(SkipBad, StopsWhileItReads) {
  recipe.data.skip_bad = 3;
  progress.stop_now();
  EXPECT_ERROR(pipelines::open_samples(recipe, progress), kTerminated, "SIGTERM");
}

/// What a training says of data that it does not take, and whether it stops while it hashes.
class OpenSamples : public SkipBad {
 protected:
  OpenSamples() {
    for (const char* file : {"train/class1/a.png", "train/class2/02.png", "test/class3/a.png"}) {
      std::filesystem::remove(folder_ / file);
    }
  }
};

TEST_F(OpenSamples, WarnsOnceOfWhatLiesAmongThemAndIsNotTaken) {
  recipe.data.valid = SplitBlock{.from = "train", .fraction = 0.25};
  for (const char* split : {"train", "test"}) {
    std::ofstream(folder_ / split / "class0/scan.heic") << "a scan";
  }
  train();
  EXPECT_THAT(progress.warnings,
              ElementsAre(HasSubstr("data.train: left out: 1 files ending in '.heic', first '"),
                          HasSubstr("data.test: left out: 1 files ending in '.heic', first '")));
}

TEST_F(OpenSamples, StopBeforeTheyAreDivided) {
  recipe.data.test = SplitBlock{.from = "train", .fraction = 0.25};
  progress.stop_now();
  EXPECT_ERROR(pipelines::open_samples(recipe, progress), kTerminated, "SIGTERM");
}

TEST_F(OpenSamples, StopWhileTheyAreHashed) {
  const pipelines::Samples samples = pipelines::open_samples(recipe, progress);
  progress.stop_now();
  EXPECT_ERROR(pipelines::seen_samples(*samples.train, progress), kTerminated, "SIGTERM");
  EXPECT_ERROR(pipelines::fingerprints(samples, progress), kTerminated, "SIGTERM");
  EXPECT_ERROR(pipelines::assemble(recipe, DigestCheck::kRemembered, progress), kTerminated,
               "SIGTERM");
}

/// A training that ends at its first bad sample has made nothing that others would spoil.
TEST_F(SkipBad, LetsATrainingBeginAnewThatFailedBeforeItsFirstCheckpoint) {
  EXPECT_ERROR(train(), kInvalidData, "train/class");
  recipe.data.skip_bad = 3;
  EXPECT_EQ(train().skipped, 3);
}

}  // namespace
}  // namespace maas
