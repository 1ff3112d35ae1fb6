#include "transforms/preprocessor_config.h"

#include <nlohmann/json.hpp>

#include "support/support.h"

namespace maas::transforms {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::array<std::int64_t, 2> kSixByNine = {6, 9};
constexpr const char* kFile = "m/preprocessor_config.json";

PreprocessorConfig read(const std::string& json) {
  return preprocessor_from_json(nlohmann::ordered_json::parse(json), kFile);
}

TEST(PreprocessorConfig, IsWrittenWithHuggingFacesKeys) {
  const auto json = to_json(
      {.background = formats::Rgb{1, 2, 3}, .size = kSixByNine, .mean = {0.5}, .std = {0.25}});
  EXPECT_EQ(json.dump(), R"({"image_processor_type":"ImageProcessor","background_color":[1,2,3],)"
                         R"("do_rescale":true,"rescale_factor":0.00392156862745098,)"
                         R"("do_resize":true,"size":{"height":6,"width":9},"resample":2,)"
                         R"("do_normalize":true,"image_mean":[0.5],"image_std":[0.25]})");
}

TEST(PreprocessorConfig, TakesABackgroundWhereOneIsNamed) {
  EXPECT_EQ(read(R"({"background_color": [0, 127, 255]})").background, (formats::Rgb{0, 127, 255}));
  EXPECT_FALSE(read("{}").background);
}

TEST(PreprocessorConfig, TakesTheFilterThatResizeHas) {
  EXPECT_EQ(read(R"({"size": {"height": 6, "width": 9}, "resample": 2})").size, kSixByNine);
}

TEST(PreprocessorConfig, NormalisesByAMeanWithoutASwitch) {
  const auto config = read(R"({"image_mean": [0.25], "image_std": [0.5]})");
  EXPECT_THAT(config.mean, ElementsAre(0.25));
  EXPECT_THAT(config.std, ElementsAre(0.5));
}

TEST(PreprocessorConfig, DoesNotNormaliseWhereItsSwitchSaysNo) {
  const auto config = read(R"({"do_normalize": false, "image_mean": [0.25], "image_std": [0.5]})");
  EXPECT_THAT(config.mean, IsEmpty());
}

TEST(PreprocessorConfig, ResizesToASizeWithoutASwitch) {
  EXPECT_EQ(read(R"({"size": {"height": 6, "width": 9}})").size, kSixByNine);
}

TEST(PreprocessorConfig, DoesNotLookAtASizeThatIsSwitchedOff) {
  EXPECT_FALSE(read(R"({"do_resize": false, "size": {"shortest_edge": 224}})").size);
}

struct BrokenConfig {
  const char* json;
  const char* message;
};

class BrokenPreprocessorConfig : public ::testing::TestWithParam<BrokenConfig> {};

TEST_P(BrokenPreprocessorConfig, IsRefusedInOurOwnWords) {
  try {
    read(GetParam().json);
    ADD_FAILURE() << "was not refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInvalidData);
    EXPECT_THAT(error.what(),
                AllOf(HasSubstr(kFile), HasSubstr(GetParam().message), Not(HasSubstr("json."))));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Each, BrokenPreprocessorConfig,
    ::testing::Values(
        BrokenConfig{R"({"do_resize": true})", "missing key 'size'"},
        BrokenConfig{R"({"do_resize": true, "size": {"height": 8}})", "missing key 'size.width'"},
        BrokenConfig{R"({"do_resize": true, "size": {"height": 0, "width": 8}})",
                     "'size.height' must be between 1 and 8192, not 0"},
        BrokenConfig{R"({"do_resize": true, "size": {"height": 8, "width": 9000}})",
                     "'size.width' must be between 1 and 8192, not 9000"},
        BrokenConfig{R"({"do_resize": 1})", "'do_resize' must be true or false, not '1'"},
        BrokenConfig{R"({"do_normalize": true})", "missing key 'image_mean'"},
        BrokenConfig{R"({"do_normalize": true, "image_mean": ["a"], "image_std": [1]})",
                     "'image_mean[0]' must be a number, not the text \"a\""},
        BrokenConfig{R"({"do_normalize": true, "image_mean": [0, 0], "image_std": [1]})",
                     "image_mean has 2 values and image_std 1"},
        BrokenConfig{R"({"do_normalize": true, "image_mean": [0], "image_std": [0]})",
                     "'image_std[0]' must be between "},
        BrokenConfig{R"({"size": {"height": 8, "width": 8}, "resample": 3})",
                     "resample 3 is not supported, 2 (bilinear) is"},
        BrokenConfig{R"({"background_color": [1, 2]})",
                     "background_color has 2 values, a colour has 3"},
        BrokenConfig{R"({"background_color": [1, 2, 256]})",
                     "'background_color[2]' must be between 0 and 255, not 256"},
        BrokenConfig{R"({"do_rescale": false})", "pixels in 0..1"},
        BrokenConfig{R"({"rescale_factor": 0.0078})", "pixels in 0..1"}));

}  // namespace
}  // namespace maas::transforms
