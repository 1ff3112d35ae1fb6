#include "inference/quantization_config.h"

#include <map>

#include <nlohmann/json.hpp>

#include "maas/error.h"
#include "recipe/json_file.h"

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

/// How compressed-tensors says what codes look like.
struct Arguments {
  std::int64_t num_bits = 0;
  std::string type;
  bool symmetric = false;
  std::string strategy;
};

void describe(Fields& fields, Arguments& arguments) {
  fields("num_bits", arguments.num_bits, "bits of a code").required();
  fields("type", arguments.type, "int or float").required();
  fields("symmetric", arguments.symmetric, "whether zero is the code 0");
  fields("strategy", arguments.strategy, "what shares a scale").required();
}

struct Group {
  Arguments weights;
  std::optional<Arguments> input_activations;
};

void describe(Fields& fields, Group& group) {
  fields("weights", group.weights, "codes of the weights").required();
  fields("input_activations", group.input_activations, "codes of the layers' inputs");
}

struct Quantization {
  std::string quant_method;
  std::string format;
  std::map<std::string, Group> config_groups;
  std::vector<std::string> ignore;
};

void describe(Fields& fields, Quantization& quantization) {
  fields("quant_method", quantization.quant_method, "who defines the rest").required();
  fields("format", quantization.format, "layout of the tensors");
  fields("config_groups", quantization.config_groups, "layers that are quantized alike");
  fields("ignore", quantization.ignore, "layers that are not quantized");
}

/// @throws Error kInvalidData unless these arguments are signed bytes of the one strategy
void require(const Arguments& arguments, const char* key, const char* strategy,
             const std::string& name) {
  const auto& [num_bits, type, symmetric, shared] = arguments;
  if (num_bits == 8 && type == "int" && symmetric && shared == strategy) return;
  fail(ErrorCode::kInvalidData,
       "{}: {} of {}-bit {}, {}, per {}, not of 8-bit int, symmetric, per {}", name, key, num_bits,
       type, symmetric ? "symmetric" : "asymmetric", shared, strategy);
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

Int8Plan int8_plan_from_json(const Json& json, const std::string& file) {
  const std::string name = file + ": quantization_config";
  const auto quantization =
      recipe::from_json_to<Quantization>(json, name, {}, {.ignore_unknown_keys = true});
  const auto& [method, format, groups, ignore] = quantization;
  if (method != kMethod || format != kFormat) {
    fail(ErrorCode::kInvalidData, "{} has method '{}' and format '{}'; {} with {} can be run", name,
         method, format, kMethod, kFormat);
  }
  if (groups.size() != 1) {
    fail(ErrorCode::kInvalidData, "{} has {} groups; one can be run", name, groups.size());
  }
  const Group& group = groups.begin()->second;
  require(group.weights, "weights", "channel", name);
  if (group.input_activations) {
    require(*group.input_activations, "input_activations", "token", name);
  }
  return {.scheme = group.input_activations ? "w8a8" : "w8a16", .layers = {}, .ignored = ignore};
}

}  // namespace maas::inference
