#include "inference/config.h"

#include <nlohmann/json.hpp>

#include "formats/json/json.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "recipe/json_file.h"
#include "recipe/write.h"

namespace maas::inference {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kDefaultTask = "image-classification";

Fields options_of(Component& component) {
  Fields fields;
  component.options.describe_into(fields);
  return fields;
}

std::vector<std::string> labels_of(const Json& config, const std::string& name) {
  const Json names = config.value("id2label", Json::object());
  std::vector<std::string> labels(names.size());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto found = names.find(std::to_string(i));
    if (found == names.end() || !found->is_string()) {
      fail(ErrorCode::kInvalidData, "{}: id2label has {} entries but no name for {}", name,
           labels.size(), i);
    }
    labels[i] = found->get<std::string>();
  }
  return labels;
}

std::vector<std::int64_t> input_shape(const Json& config, const std::string& name) {
  const auto shape = config.at("input_shape").get<std::vector<std::int64_t>>();
  bool valid = shape.size() == 3;
  for (const std::int64_t size : shape) valid = valid && size >= 1 && size <= 1 << 16;
  if (!valid) {
    fail(ErrorCode::kInvalidData, "{}: input_shape [{}] is not channels, height and width", name,
         fmt::join(shape, ", "));
  }
  return shape;
}

/// What clients send is in the signature; without one, what the network takes.
transforms::ImageShape raw_shape(const store::ModelManifest& manifest,
                                 const std::vector<std::int64_t>& input) {
  const bool known =
      manifest.signature.inputs.size() == 1 && manifest.signature.inputs.front().shape.size() == 4;
  if (!known) return {input[0], input[1], input[2]};
  const auto& shape = manifest.signature.inputs.front().shape;
  return {shape[1], shape[2], shape[3]};
}

Component architecture_of(const Json& config, const std::string& name) {
  Component architecture{config.value("model_type", ""), {}};
  const Card* card = catalog().find(Registry::kArchitecture, architecture.name);
  if (card == nullptr) {
    fail(ErrorCode::kInvalidData, "{}: model_type '{}' is not an architecture of this program",
         name, architecture.name);
  }
  architecture.options = card->options;
  recipe::read_json(config, name, options_of(architecture), catalog(),
                    {.ignore_unknown_keys = true});
  return architecture;
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
  ModelDescription description;
  try {
    description.architecture = architecture_of(config, name);
    description.problem.input = input_shape(config, name);
    description.labels = labels_of(config, name);
    description.problem.outputs =
        config.value("num_labels", static_cast<std::int64_t>(description.labels.size()));
  } catch (const nlohmann::json::exception& error) {
    fail(ErrorCode::kInvalidData, "{}: {}", name, error.what());
  }
  if (description.problem.outputs != static_cast<std::int64_t>(description.labels.size())) {
    fail(ErrorCode::kInvalidData, "{}: num_labels is {}, id2label has {} entries", name,
         description.problem.outputs, description.labels.size());
  }
  description.task.name = manifest.task.empty() ? kDefaultTask : manifest.task;
  description.raw_shape = raw_shape(manifest, description.problem.input);
  if (config.contains("quantization_config")) {
    int8 = int8_plan_from_json(config["quantization_config"], name);
  }
  const std::filesystem::path preprocessor = directory / "preprocessor_config.json";
  if (std::filesystem::exists(preprocessor)) {
    description.preprocessing =
        transforms::preprocessor_from_json(formats::read_json<Json>(preprocessor));
  }
  return description;
}

}  // namespace maas::inference
