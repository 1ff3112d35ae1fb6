#include "inference/config.h"

#include <nlohmann/json.hpp>

#include "base/strings.h"
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

/// The key of `config.json` that every architecture has.
struct CommonConfig {
  std::string model_type;
};

void describe(Fields& fields, CommonConfig& config) {
  fields("model_type", config.model_type, "architecture of the network").required();
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
void check_agreement(const std::string& architecture, const store::ModelFiles& files,
                     const std::string& name) {
  const store::ModelManifest& manifest = files.manifest;
  if (!manifest.architecture.empty() && manifest.architecture != architecture) {
    fail(ErrorCode::kInvalidData, "{}: model_type is '{}', {} says '{}'", name, architecture,
         store::kModelManifest, manifest.architecture);
  }
}

}  // namespace

Json config_of(const ModelDescription& description, const Int8Plan* int8) {
  Component architecture = description.architecture;
  Json config = {{"model_type", architecture.name}};
  config.update(
      recipe::to_json(recipe::to_node(options_of(architecture), recipe::Purpose::kReport)));
  config["input_shape"] = description.problem.input;
  if (int8 != nullptr) config["quantization_config"] = to_json(*int8);
  return config;
}

ModelDescription described(const store::ModelFiles& files, std::optional<Int8Plan>& int8) {
  const std::string name = files.path("config.json").string();
  const auto common =
      recipe::from_json_to<CommonConfig>(files.config, name, {}, {.ignore_unknown_keys = true});
  const std::string& task = files.manifest.task;
  check_agreement(common.model_type, files, name);
  if (files.config.contains("quantization_config")) {
    int8 = int8_plan_from_json(files.config["quantization_config"], name);
  }
  return {.architecture = architecture_of(files.config, common.model_type, name),
          .task = {task.empty() ? kDefaultTask : task, {}},
          .problem = {}};
}

}  // namespace maas::inference
