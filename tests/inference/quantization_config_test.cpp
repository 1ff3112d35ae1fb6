#include "inference/quantization_config.h"

#include <nlohmann/json.hpp>

#include "support/support.h"

namespace maas::inference {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(QuantizationConfig, IsReadAsItWasWritten) {
  for (const char* scheme : {"w8a8", "w8a16"}) {
    const Int8Plan read =
        int8_plan_from_json(to_json({.scheme = scheme, .layers = {}, .ignored = {"fc"}}), "f");
    EXPECT_EQ(read.scheme, scheme);
    EXPECT_THAT(read.ignored, ::testing::ElementsAre("fc"));
  }
}

struct BrokenQuantization {
  const char* pointer;  ///< what is changed in a configuration that can be run
  nlohmann::ordered_json value;
  const char* message;
};

class BrokenQuantizationConfig : public ::testing::TestWithParam<BrokenQuantization> {};

TEST_P(BrokenQuantizationConfig, IsRefusedInOurOwnWords) {
  auto json = to_json({.scheme = "w8a8", .layers = {}, .ignored = {}});
  json[nlohmann::ordered_json::json_pointer(GetParam().pointer)] = GetParam().value;
  try {
    int8_plan_from_json(json, "m/config.json");
    ADD_FAILURE() << "was not refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInvalidData);
    EXPECT_THAT(error.what(), AllOf(HasSubstr("m/config.json: quantization_config"),
                                    HasSubstr(GetParam().message), Not(HasSubstr("exception"))));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Each, BrokenQuantizationConfig,
    ::testing::Values(
        BrokenQuantization{"/quant_method", "gptq", "has method 'gptq'"},
        BrokenQuantization{"/quant_method", 4, "has method '4'"},
        BrokenQuantization{"/config_groups", 4, "'config_groups' must be a map, not '4'"},
        BrokenQuantization{"/config_groups/group_1",
                           {{"weights", {{"num_bits", 8}}}},
                           "missing key 'config_groups.group_1.weights.type'"},
        BrokenQuantization{"/config_groups/group_0/weights/num_bits", "eight",
                           "'config_groups.group_0.weights.num_bits' must be an integer, not the "
                           "text \"eight\""},
        BrokenQuantization{"/config_groups/group_0/weights/num_bits", 4, "weights of 4-bit int"},
        BrokenQuantization{"/config_groups/group_0/input_activations/strategy", "tensor",
                           "not of 8-bit int, symmetric, per token"},
        BrokenQuantization{"/ignore", "fc1", "'ignore' must be a list"}));

}  // namespace
}  // namespace maas::inference
