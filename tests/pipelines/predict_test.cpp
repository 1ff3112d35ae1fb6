#include "maas/predict.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "formats/image/image.h"
#include "pipelines/compressible.h"
#include "transforms/composite/card.h"
#include "transforms/resize/card.h"

namespace maas {
namespace {

using testing::HasSubstr;
using testing::SizeIs;
namespace fs = std::filesystem;

class Predict : public test::Compressible {
 protected:
  std::string pictures() const { return (folder_ / "data/t10k-images-idx3-ubyte").string(); }

  /// Packs the pictures, which `pictures()` + ".gz" then names.
  void pack() const { ASSERT_EQ(std::system(("gzip " + pictures()).c_str()), 0); }

  PredictOptions options(const std::vector<std::string>& inputs) const {
    return {.model = {model().string()}, .inputs = inputs, .batch = 1};
  }

  std::vector<Prediction> run(const PredictOptions& with) {
    std::vector<Prediction> predictions;
    refused.clear();
    predict(with,
            {.answer = [&](const Prediction& one) { predictions.push_back(one); },
             .refuse = [&](const BadInput& one) { refused.push_back(one); }},
            progress);
    return predictions;
  }

  /// Writes a picture of the size that the model takes.
  std::string write_picture(const std::string& name) const {
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path());
    const formats::Image grey{
        .channels = 1, .height = 12, .width = 12, .pixels = std::vector<std::uint8_t>(144, 90)};
    std::ofstream(path, std::ios::binary) << formats::encode_png(grey);
    return path;
  }

  std::vector<BadInput> refused;
};

TEST_F(Predict, AnswersEachInputInOrder) {
  const auto predictions = run(options({pictures() + "[3]", pictures() + "[0]"}));
  ASSERT_THAT(predictions, SizeIs(2));
  EXPECT_THAT(predictions[0].input, HasSubstr("[3]"));
  EXPECT_THAT(predictions[1].input, HasSubstr("[0]"));
  EXPECT_GT(predictions[0].probability, 0.25);
}

TEST_F(Predict, UnpacksAnIdxFileOnce) {
  pack();
  const std::string packed = pictures() + ".gz";
  int answered = 0;
  predict(options({packed + "[0]", packed + "[1]", packed + "[2]"}),
          {.answer =
               [&](const Prediction&) {
                 if (answered++ == 0) std::filesystem::remove(packed);
               },
           .refuse = {}},
          progress);
  EXPECT_EQ(answered, 3);
}

/// Two black drawings, which differ in what is transparent.
TEST_F(Predict, LaysWhatIsTransparentOnTheBackgroundOfTheModel) {
  const std::filesystem::path images =
      std::filesystem::path(MAAS_SOURCE_DIR) / "tests/formats/fixtures/images";
  const auto differ = [&](const std::vector<std::int64_t>& background) {
    recipe.data.preprocess = {
        {{"composite", AnyOptions::of(transforms::CompositeOptions{.background = background})}},
        {{"resize", AnyOptions::of(transforms::ResizeOptions{.height = kShape.height,
                                                             .width = kShape.width})}}};
    publish();
    const auto predictions = run(options(
        {(images / "silhouette.png").string(), (images / "other_silhouette.png").string()}));
    return predictions[0].probability != predictions[1].probability;
  };
  EXPECT_TRUE(differ({255, 255, 255}));
  EXPECT_FALSE(differ({0, 0, 0}));
}

TEST_F(Predict, RefusesAPictureBehindTheLast) {
  EXPECT_ERROR(run(options({pictures() + "[100]"})), kUsage,
               "there is no picture 100, the last is 99");
  EXPECT_ERROR(run(options({pictures() + "[18446744073709551616]"})), kUsage,
               "no file has 18446744073709551616 pictures");
}

TEST_F(Predict, RefusesLabelsForPictures) {
  const std::string labels = (folder_ / "data/t10k-labels-idx1-ubyte").string();
  EXPECT_ERROR(run(options({labels + "[0]"})), kInvalidData, "has 1 dimensions");
}

TEST_F(Predict, EndsBetweenInputsWhenASignalComes) {
  progress.stop_in = "predict";
  int answered = 0;
  EXPECT_ERROR(predict(options({pictures() + "[0]", pictures() + "[1]"}),
                       {.answer = [&](const Prediction&) { ++answered; }, .refuse = {}}, progress),
               kTerminated, "stopped by SIGTERM");
  EXPECT_EQ(answered, 1);
}

TEST_F(Predict, AnswersAllOthersWhereOneInTheMiddleIsBroken) {
  std::vector<std::string> files;
  for (int i = 0; i < 150; ++i)
    files.push_back(write_picture("many/" + std::to_string(i) + ".png"));
  fs::resize_file(files[77], 45);
  fs::remove(files[78]);
  PredictOptions with = options(files);
  with.batch = 64;
  EXPECT_THAT(run(with), SizeIs(148));
  ASSERT_THAT(refused, SizeIs(2));
  EXPECT_EQ(refused[0].input, files[77]);
  EXPECT_EQ(refused[0].error.code, "invalid_data");
  EXPECT_EQ(refused[1].input, files[78]);
  EXPECT_EQ(refused[1].error.code, "not_found");
}

TEST_F(Predict, FailsForALoneInputThatIsMissingOrBroken) {
  EXPECT_ERROR(run(options({"nowhere.png"})), kNotFound, "nowhere.png");
  const std::string file = write_picture("a.png");
  fs::resize_file(file, 45);
  EXPECT_ERROR(run(options({file})), kInvalidData, file);
}

TEST_F(Predict, TellsOfALoneOneWhereItIsPutUpWith) {
  const std::string file = write_picture("a.png");
  fs::resize_file(file, 45);
  std::vector<std::string> told;
  predict(options({file}),
          {.answer = [](const Prediction&) { ADD_FAILURE(); },
           .refuse = [&](const BadInput& one) { told.push_back(one.input); },
           .is_told_of_a_lone_one = true},
          progress);
  EXPECT_THAT(told, testing::ElementsAre(file));
}

TEST_F(Predict, DoesNotWaitForAPipeThatLiesInAFolder) {
  write_picture("f/a.png");
  ASSERT_EQ(mkfifo((folder_ / "f/b.png").c_str(), 0600), 0);
  EXPECT_THAT(run(options({(folder_ / "f").string()})), SizeIs(1));
  ASSERT_THAT(refused, SizeIs(1));
  EXPECT_THAT(refused[0].error.message, HasSubstr("it is a named pipe, no regular file"));
}

TEST_F(Predict, TakesThePicturesBelowAFolderInTheirOrder) {
  for (const char* const name : {"f/b.png", "f/a/z.PNG", "f/.hidden/x.png", "f/c.png"})
    write_picture(name);
  std::ofstream(folder_ / "f/notes.txt") << "x";
  const auto predictions = run(options({(folder_ / "f").string()}));
  ASSERT_THAT(predictions, SizeIs(3));
  EXPECT_EQ(predictions[0].input, (folder_ / "f/a/z.PNG").string());
  EXPECT_EQ(predictions[1].input, (folder_ / "f/b.png").string());
  EXPECT_EQ(predictions[2].input, (folder_ / "f/c.png").string());
}

TEST_F(Predict, RefusesAFolderWithoutPictures) {
  fs::create_directories(folder_ / "empty");
  EXPECT_ERROR(run(options({(folder_ / "empty").string()})), kInvalidData, "there is no picture");
}

TEST_F(Predict, ReadsAPictureFromAPipe) {
  const std::string file = write_picture("a.png");
  const std::string pipe = folder_ / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  std::thread writer([&] {
    std::ofstream(pipe, std::ios::binary) << std::ifstream(file, std::ios::binary).rdbuf();
  });
  const auto predictions = run(options({pipe}));
  writer.join();
  EXPECT_EQ(predictions.front().probability, run(options({file})).front().probability);
}

}  // namespace
}  // namespace maas
