#include "inference/config.h"

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "support/support.h"

namespace maas::inference {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// A `config.json` that is as it should be, but for what a test changes.
class ConfigTest : public ::testing::Test {
 protected:
  ModelDescription read() {
    base::write_file(directory_ / "config.json", json_.dump());
    return read_description(directory_.path(), manifest_, int8_);
  }

  /// Expects that the file is refused in our own words, which have this part.
  void expect_refusal(const std::string& part) {
    try {
      read();
      ADD_FAILURE() << "was not refused";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kInvalidData);
      EXPECT_THAT(error.what(), AllOf(HasSubstr((directory_ / "config.json").string()),
                                      HasSubstr(part), Not(HasSubstr("json.exception"))));
    }
  }

  nlohmann::ordered_json json_ = {{"model_type", "mlp"},
                                  {"hidden", {8}},
                                  {"input_shape", {1, 4, 5}},
                                  {"id2label", {{"0", "cat"}, {"1", "dog"}}}};
  store::ModelManifest manifest_;
  std::optional<Int8Plan> int8_;
  test::TemporaryDirectory directory_;
};

TEST_F(ConfigTest, TellsArchitectureShapeAndLabels) {
  const ModelDescription description = read();
  EXPECT_EQ(description.architecture.name, "mlp");
  EXPECT_THAT(description.problem.input, ElementsAre(1, 4, 5));
  EXPECT_EQ(description.problem.outputs, 2);
  EXPECT_THAT(description.labels, ElementsAre("cat", "dog"));
}

/// As earlier versions recorded it: with the size of some sample.
TEST_F(ConfigTest, TakesPicturesOfAnySizeWhereTheyAreResized) {
  manifest_.signature.inputs = {{"image", "UINT8", {-1, 1, 200, 171}}};
  EXPECT_EQ(read().raw_shape, (transforms::ImageShape{1, 200, 171}));
  base::write_file(directory_ / "preprocessor_config.json",
                   R"({"size": {"height": 4, "width": 5}})");
  EXPECT_EQ(read().raw_shape, (transforms::ImageShape{1, -1, -1}));
  EXPECT_EQ(read().raw_shape.text(), "grey of any size");
}

TEST_F(ConfigTest, TakesWhatTheNetworkTakesWhereASignatureLeavesTheSizeOpenAndNothingResizes) {
  manifest_.signature.inputs = {{"image", "UINT8", {-1, 1, -1, -1}}};
  EXPECT_EQ(read().raw_shape, (transforms::ImageShape{1, 4, 5}));
}

TEST_F(ConfigTest, RefusesAMissingShape) {
  json_.erase("input_shape");
  expect_refusal("missing key 'input_shape': channels, height and width");
}

TEST_F(ConfigTest, RefusesAShapeThatIsNoList) {
  json_["input_shape"] = "28x28";
  expect_refusal("'input_shape' must be a list, not the text \"28x28\"");
}

TEST_F(ConfigTest, RefusesAShapeOfTexts) {
  json_["input_shape"] = {1, "4", 5};
  expect_refusal("'input_shape[1]' must be an integer, not the text \"4\"");
}

TEST_F(ConfigTest, RefusesAShapeWithoutPixels) {
  json_["input_shape"] = {1, 0, 5};
  expect_refusal("'input_shape[1]' must be between 1 and 65536, not 0");
}

TEST_F(ConfigTest, RefusesAShapeOfOtherRank) {
  json_["input_shape"] = {4, 5};
  expect_refusal("input_shape [4, 5] is not channels, height and width");
}

TEST_F(ConfigTest, RefusesAnUnknownArchitecture) {
  json_["model_type"] = "vit";
  expect_refusal("model_type 'vit' is not an architecture of this program");
}

TEST_F(ConfigTest, RefusesLabelsThatDoNotCount) {
  json_["id2label"] = {{"0", "cat"}, {"2", "dog"}};
  expect_refusal("id2label has 2 entries but no name for 1");
}

TEST_F(ConfigTest, RefusesANumberOfLabelsThatIsNotTheirs) {
  json_["num_labels"] = 3;
  expect_refusal("num_labels is 3, id2label has 2 entries");
}

TEST_F(ConfigTest, RefusesAManifestOfAnotherNetwork) {
  manifest_.architecture = "lenet";
  expect_refusal("model_type is 'mlp', maas.json says 'lenet'");
}

TEST_F(ConfigTest, RefusesAManifestOfOtherLabels) {
  manifest_.labels = {"dog", "cat"};
  expect_refusal("id2label names [cat, dog], maas.json [dog, cat]");
}

TEST_F(ConfigTest, RefusesAPreprocessorFileByItsPath) {
  base::write_file(directory_ / "preprocessor_config.json", R"({"do_normalize": "yes"})");
  EXPECT_ERROR(read(), kInvalidData, (directory_ / "preprocessor_config.json").string());
}

}  // namespace
}  // namespace maas::inference
