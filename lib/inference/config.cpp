#include "inference/config.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "formats/json/json.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "recipe/json_file.h"
#include "recipe/write.h"
#include "transforms/preprocessor_config.h"

namespace maas::inference {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kDefaultTask = "image-classification";

Fields options_of(Component& component) {
  Fields fields;
  component.options.describe_into(fields);
  return fields;
}

/// The keys of `config.json` that every architecture has.
struct CommonConfig {
  std::string model_type;
  std::vector<std::int64_t> input_shape;
  std::map<std::string, std::string> id2label;
  std::optional<std::int64_t> num_labels;
};

void describe(Fields& fields, CommonConfig& config) {
  fields("model_type", config.model_type, "architecture of the network").required();
  fields("input_shape", config.input_shape, "channels, height and width")
      .range(between(1, 1 << 16))
      .required();
  fields("id2label", config.id2label, "names of the classes by their numbers");
  fields("num_labels", config.num_labels, "number of classes").range(at_least(0));
}

std::vector<std::string> labels_of(const CommonConfig& config, const std::string& name) {
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < config.id2label.size(); ++i) {
    const auto found = config.id2label.find(std::to_string(i));
    if (found == config.id2label.end()) {
      fail(ErrorCode::kInvalidData, "{}: id2label has {} entries but no name for {}", name,
           config.id2label.size(), i);
    }
    labels.push_back(found->second);
  }
  const auto count = static_cast<std::int64_t>(labels.size());
  if (config.num_labels.value_or(count) != count) {
    fail(ErrorCode::kInvalidData, "{}: num_labels is {}, id2label has {} entries", name,
         *config.num_labels, count);
  }
  return labels;
}

/// The shape that networks of pictures take.
const std::vector<std::int64_t>& input_shape(const CommonConfig& config, const std::string& name) {
  if (config.input_shape.size() == 3) return config.input_shape;
  fail(ErrorCode::kInvalidData, "{}: input_shape [{}] is not channels, height and width", name,
       fmt::join(config.input_shape, ", "));
}

/// What clients send: pictures of any size if they are resized, whatever size the signature of an
/// earlier version names; else of the size in the signature, or without one of the network's.
transforms::ImageShape raw_shape(const store::ModelManifest& manifest,
                                 const std::vector<std::int64_t>& input, bool resizes) {
  constexpr std::int64_t kAny = transforms::ImageShape::kAnySide;
  if (resizes) return {input[0], kAny, kAny};
  const auto& inputs = manifest.signature.inputs;
  if (inputs.size() == 1 && inputs.front().shape.size() == 4) {
    const auto& shape = inputs.front().shape;
    if (*std::min_element(shape.begin() + 1, shape.end()) > 0)
      return {shape[1], shape[2], shape[3]};
  }
  return {input[0], input[1], input[2]};
}

Component architecture_of(const Json& config, const std::string& type, const std::string& name) {
  const Card* card = catalog().find(Registry::kArchitecture, type);
  if (card == nullptr) {
    throw failure_with_hint(
        ErrorCode::kInvalidData,
        fmt::format("one of {}", base::join(catalog().names(Registry::kArchitecture))),
        "{}: model_type '{}' is not an architecture of this program", name, type);
  }
  Component architecture{type, card->options};
  recipe::read_json(config, name, options_of(architecture), catalog(),
                    {.ignore_unknown_keys = true});
  return architecture;
}

/// @throws Error kInvalidData if the manifest tells of another network than the configuration
void check_agreement(const ModelDescription& description, const store::ModelManifest& manifest,
                     const std::string& name) {
  const std::string& architecture = description.architecture.name;
  if (!manifest.architecture.empty() && manifest.architecture != architecture) {
    fail(ErrorCode::kInvalidData, "{}: model_type is '{}', {} says '{}'", name, architecture,
         store::kModelManifest, manifest.architecture);
  }
  if (!manifest.labels.empty() && manifest.labels != description.labels) {
    fail(ErrorCode::kInvalidData, "{}: id2label names [{}], {} [{}]", name,
         base::join(description.labels), store::kModelManifest, base::join(manifest.labels));
  }
}

}  // namespace

Json config_of(const ModelDescription& description, const Int8Plan* int8) {
  Component architecture = description.architecture;
  Json config = {{"model_type", architecture.name}};
  config.update(
      recipe::to_json(recipe::to_node(options_of(architecture), recipe::Purpose::kReport)));
  config["input_shape"] = description.problem.input;
  config["num_labels"] = description.problem.outputs;
  for (std::size_t i = 0; i < description.labels.size(); ++i) {
    config["id2label"][std::to_string(i)] = description.labels[i];
    config["label2id"][description.labels[i]] = i;
  }
  if (int8 != nullptr) config["quantization_config"] = to_json(*int8);
  return config;
}

ModelDescription read_description(const std::filesystem::path& directory,
                                  const store::ModelManifest& manifest,
                                  std::optional<Int8Plan>& int8) {
  const std::filesystem::path path = directory / "config.json";
  const std::string name = path.string();
  const Json config = formats::read_json<Json>(path);
  const auto common =
      recipe::from_json_to<CommonConfig>(config, name, {}, {.ignore_unknown_keys = true});
  ModelDescription description;
  description.architecture = architecture_of(config, common.model_type, name);
  description.problem.input = input_shape(common, name);
  description.labels = labels_of(common, name);
  description.problem.outputs = static_cast<std::int64_t>(description.labels.size());
  description.task.name = manifest.task.empty() ? kDefaultTask : manifest.task;
  check_agreement(description, manifest, name);
  if (config.contains("quantization_config")) {
    int8 = int8_plan_from_json(config["quantization_config"], name);
  }
  const std::filesystem::path preprocessor = directory / "preprocessor_config.json";
  if (std::filesystem::exists(preprocessor)) {
    description.preprocessing = transforms::preprocessor_from_json(
        formats::read_json<Json>(preprocessor), preprocessor.string());
  }
  description.raw_shape =
      raw_shape(manifest, description.problem.input, description.preprocessing.size.has_value());
  return description;
}

}  // namespace maas::inference
