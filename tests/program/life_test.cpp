#include <algorithm>

#include "program/program.h"

namespace maas::test {
namespace {

constexpr const char* kPictures = "/usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz";

/// A trained model goes through every command; each answers with one JSON document.
class Life : public Program {
 protected:
  void SetUp() override {
    const Outcome outcome = maas(training("run", {"--json"}));
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(document(outcome)["schema"], "maas.train/v1");
  }

  nlohmann::json answer(std::vector<std::string> arguments) const {
    const std::string schema = "maas." + arguments.front() + "/v1";
    arguments.push_back("--json");
    const Outcome outcome = maas(arguments);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    const nlohmann::json json = document(outcome);
    EXPECT_EQ(json["schema"], schema);
    return json;
  }

  double accuracy(const std::string& model) const {
    return answer({"eval", path(model)})["metrics"]["acc"];
  }
};

TEST_F(Life, EvaluatesAsTheTrainingDid) {
  const double trained =
      nlohmann::json::parse(content_of(path("run") + "/model/maas.json"))["metrics"]["test.acc"];
  EXPECT_DOUBLE_EQ(accuracy("run"), trained);
}

TEST_F(Life, RecordsTheValidationOfTheWeightsThatArePublished) {
  // At this rate later epochs are worse than earlier ones.
  const Outcome outcome =
      maas(training("best", {"checkpoint.best=valid.acc", "optim.lr=0.02",
                             "schedule={name: constant}", "train.until=6epoch"}));
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto recorded =
      nlohmann::json::parse(content_of(path("best") + "/model/maas.json"))["metrics"];
  const auto judged = answer({"eval", path("best"), "--split", "valid"})["metrics"];
  EXPECT_DOUBLE_EQ(recorded["valid.acc"], judged["acc"]);
  EXPECT_DOUBLE_EQ(recorded["valid.loss"], judged["loss"]);
}

TEST_F(Life, ComparesWithABaseline) {
  const auto report = answer({"eval", path("run"), "--baseline", path("run")});
  EXPECT_EQ(report["baseline"]["difference"], 0);
}

TEST_F(Life, PredictsAPictureOfAnIdxFile) {
  const auto report = answer({"predict", path("run"), std::string(kPictures) + "[0]"});
  EXPECT_FALSE(report["predictions"][0]["label"].get<std::string>().empty());
}

TEST_F(Life, QuantizesWithinThreePoints) {
  const auto report = answer({"quantize", path("run"), "-o", path("int8")});
  EXPECT_LT(report["comparison"]["bytes_after"], report["comparison"]["bytes_before"]);
  EXPECT_NEAR(accuracy("int8"), accuracy("run"), 0.03);
}

TEST_F(Life, PrunesToHalfOfTheParameters) {
  const auto report = answer({"prune", path("run"), "-o", path("pruned"), "--structured",
                              "channels,neurons", "--target-params", "0.5"});
  const auto& comparison = report["comparison"];
  EXPECT_LE(comparison["parameters_after"].get<double>(),
            0.5 * comparison["parameters_before"].get<double>());
}

TEST_F(Life, ExportsNoDamagedModel) {
  const std::string weights = path("run") + "/model/model.safetensors";
  std::string bytes = content_of(weights);
  bytes.back() ^= 1;
  std::ofstream(weights, std::ios::binary) << bytes;
  EXPECT_EQ(maas({"export", path("run"), "-o", path("m.onnx")}).status, 65);
}

TEST_F(Life, ExportsNothingUnderTheNameOfAnotherFormat) {
  const Outcome outcome = maas({"export", path("run"), "-o", path("m.safetensors")});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, ::testing::HasSubstr("say another --format"));
}

TEST_F(Life, ExportsOnnxThatItsOwnReaderVerifies) {
  const auto report = answer({"export", path("run"), "-o", path("m.onnx"), "--verify"});
  EXPECT_EQ(report["verified"], true);
  EXPECT_LT(report["largest_difference"], 1e-5);
}

TEST_F(Life, TheQuantizedModelIsSmallerAndStillPredicts) {
  answer({"quantize", path("run"), "-o", path("w8a16"), "--scheme", "w8a16"});
  const auto report = answer({"predict", path("w8a16"), std::string(kPictures) + "[1]"});
  EXPECT_GT(report["predictions"][0]["probability"], 0.1);
}

}  // namespace
}  // namespace maas::test
