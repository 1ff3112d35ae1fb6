#include "inference/quantization_config.h"

#include <nlohmann/json.hpp>

#include "maas/error.h"

namespace maas::inference {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kMethod = "compressed-tensors";
constexpr const char* kFormat = "int-quantized";
constexpr const char* kVersion = "0.11.0";

Json arguments(const char* strategy, bool dynamic) {
  return {{"num_bits", 8},
          {"type", "int"},
          {"symmetric", true},
          {"strategy", strategy},
          {"group_size", nullptr},
          {"block_structure", nullptr},
          {"dynamic", dynamic},
          {"actorder", nullptr},
          {"observer", dynamic ? Json() : "minmax"},
          {"observer_kwargs", Json::object()}};
}

/// @throws Error kInvalidData unless these arguments are signed bytes of the one strategy
void require(const Json& arguments, const char* key, const char* strategy,
             const std::string& name) {
  if (arguments.value("num_bits", 0) == 8 && arguments.value("type", "") == "int" &&
      arguments.value("symmetric", false) && arguments.value("strategy", "") == strategy) {
    return;
  }
  fail(ErrorCode::kInvalidData, "{}: quantization_config: {} {} is not 8-bit, symmetric, per {}",
       name, key, arguments.dump(), strategy);
}

}  // namespace

Json to_json(const Int8Plan& plan) {
  const bool with_activations = plan.scheme == "w8a8";
  return {
      {"quant_method", kMethod},
      {"version", kVersion},
      {"format", kFormat},
      {"quantization_status", "compressed"},
      {"global_compression_ratio", nullptr},
      {"ignore", plan.ignored},
      {"kv_cache_scheme", nullptr},
      {"config_groups",
       {{"group_0",
         {{"targets", {"Linear", "Conv2d"}},
          {"weights", arguments("channel", /*dynamic=*/false)},
          {"input_activations", with_activations ? arguments("token", /*dynamic=*/true) : Json()},
          {"output_activations", nullptr}}}}}};
}

Int8Plan int8_plan_from_json(const Json& json, const std::string& name) {
  try {
    if (json.value("quant_method", "") != kMethod || json.value("format", "") != kFormat) {
      fail(ErrorCode::kInvalidData,
           "{}: quantization_config has method '{}' and format '{}'; {} with {} can be run", name,
           json.value("quant_method", ""), json.value("format", ""), kMethod, kFormat);
    }
    const Json& groups = json.at("config_groups");
    if (groups.size() != 1) {
      fail(ErrorCode::kInvalidData, "{}: quantization_config has {} groups; one can be run", name,
           groups.size());
    }
    const Json& group = groups.begin().value();
    require(group.at("weights"), "weights", "channel", name);
    const Json activations = group.value("input_activations", Json());
    if (!activations.is_null()) require(activations, "input_activations", "token", name);
    return {.scheme = activations.is_null() ? "w8a16" : "w8a8",
            .layers = {},
            .ignored = json.value("ignore", std::vector<std::string>())};
  } catch (const nlohmann::json::exception& error) {
    fail(ErrorCode::kInvalidData, "{}: quantization_config: {}", name, error.what());
  }
}

}  // namespace maas::inference
