#include "inference/config.h"

#include <nlohmann/json.hpp>

#include "support/refusal.h"

namespace maas::inference {
namespace {

using ::testing::ElementsAre;

/// A `config.json` that is as it should be, but for what a test changes.
class ConfigTest : public ::testing::Test {
 protected:
  ModelDescription read() { return described(files_, int8_); }

  void expect_refusal(const std::string& part) {
    test::expect_refusal("model/config.json", part, [this] { read(); });
  }

  store::ModelFiles files_{.directory = "model",
                           .config = {{"model_type", "mlp"},
                                      {"hidden", {8, 5}},
                                      {"input_shape", {1, 4, 5}},
                                      {"id2label", {{"0", "cat"}, {"1", "dog"}}}},
                           .manifest = {}};
  std::optional<Int8Plan> int8_;
};

TEST_F(ConfigTest, TellsTheArchitectureWithItsOptions) {
  const ModelDescription description = read();
  EXPECT_EQ(description.architecture.name, "mlp");
  ModelDescription again = description;
  again.problem = {.input = {1, 4, 5}, .outputs = 2};
  EXPECT_EQ(config_of(again, nullptr)["hidden"], files_.config["hidden"]);
}

TEST_F(ConfigTest, TellsTheTaskOfTheManifest) {
  files_.manifest.task = "tabular-regression";
  EXPECT_EQ(read().task.name, "tabular-regression");
}

TEST_F(ConfigTest, TakesAModelWithoutATaskForOneOfPictures) {
  EXPECT_EQ(read().task.name, "image-classification");
}

TEST_F(ConfigTest, IsWrittenWithTheShapeOfTheInputs) {
  const ModelDescription description{.architecture = read().architecture,
                                     .task = {"tabular-regression", {}},
                                     .problem = {.input = {7}, .outputs = 1}};
  const auto written = config_of(description, nullptr);
  EXPECT_EQ(written["model_type"], "mlp");
  EXPECT_THAT(written["input_shape"].get<std::vector<std::int64_t>>(), ElementsAre(7));
  EXPECT_FALSE(written.contains("quantization_config"));
}

TEST_F(ConfigTest, TellsHowWeightsAreQuantized) {
  const Int8Plan plan{.scheme = "w8a16", .layers = {}, .ignored = {"output"}};
  ModelDescription description = read();
  EXPECT_FALSE(int8_.has_value());
  description.problem = {.input = {1, 4, 5}, .outputs = 2};
  files_.config = config_of(description, &plan);
  read();
  ASSERT_TRUE(int8_.has_value());
  EXPECT_EQ(int8_->scheme, "w8a16");
  EXPECT_THAT(int8_->ignored, ElementsAre("output"));
}

TEST_F(ConfigTest, RefusesAnUnknownArchitecture) {
  files_.config["model_type"] = "vit";
  expect_refusal("model_type 'vit' is not an architecture of this program");
}

TEST_F(ConfigTest, RefusesAMissingArchitecture) {
  files_.config.erase("model_type");
  expect_refusal("missing key 'model_type'");
}

TEST_F(ConfigTest, RefusesAnOptionOfAnotherType) {
  files_.config["hidden"] = "wide";
  expect_refusal("'hidden'");
}

TEST_F(ConfigTest, RefusesAManifestOfAnotherNetwork) {
  files_.manifest.architecture = "lenet";
  expect_refusal("model_type is 'mlp', maas.json says 'lenet'");
}

}  // namespace
}  // namespace maas::inference
