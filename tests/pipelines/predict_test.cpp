#include "maas/predict.h"

#include <filesystem>

#include "pipelines/compressible.h"

namespace maas {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

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
    predict(
        with, [&](const Prediction& one) { predictions.push_back(one); }, progress);
    return predictions;
  }
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
  predict(
      options({packed + "[0]", packed + "[1]", packed + "[2]"}),
      [&](const Prediction&) {
        if (answered++ == 0) std::filesystem::remove(packed);
      },
      progress);
  EXPECT_EQ(answered, 3);
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
  EXPECT_ERROR(predict(
                   options({pictures() + "[0]", pictures() + "[1]"}),
                   [&](const Prediction&) { ++answered; }, progress),
               kTerminated, "stopped by SIGTERM");
  EXPECT_EQ(answered, 1);
}

}  // namespace
}  // namespace maas
