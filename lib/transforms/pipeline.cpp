#include "transforms/pipeline.h"

#include <nlohmann/json.hpp>

#include "maas/error.h"
#include "transforms/normalize/normalize.h"
#include "transforms/registry.h"
#include "transforms/resize/resize.h"

namespace maas::transforms {
namespace {

std::unique_ptr<Transform> make(Component component) {
  look_up(catalog(), Registry::kTransform, component);
  return factories().make(component);
}

}  // namespace

Pipeline::Pipeline(const std::vector<Component>& augment,
                   const std::vector<Component>& preprocess) {
  for (const Component& component : augment) append(make(component));
  for (const Component& component : preprocess) {
    auto step = make(component);
    if (step->is_random()) {
      throw failure_with_hint(ErrorCode::kInvalidRecipe, "list it under data.augment",
                              "transform '{}' is random and cannot be in data.preprocess",
                              component.name);
    }
    append(std::move(step));
  }
}

ImageShape Pipeline::output(ImageShape shape) const {
  for (const auto& step : steps_) shape = step->output(shape);
  return shape;
}

PreprocessorConfig Pipeline::config() const {
  PreprocessorConfig config;
  for (const auto& step : steps_) step->record(config);
  return config;
}

Pipeline pipeline_of(const PreprocessorConfig& config) {
  Pipeline pipeline;
  if (config.size) {
    pipeline.append(make_resize({.height = (*config.size)[0], .width = (*config.size)[1]}));
  }
  if (!config.mean.empty()) {
    pipeline.append(make_normalize({.mean = config.mean, .std = config.std}));
  }
  return pipeline;
}

nlohmann::ordered_json to_json(const PreprocessorConfig& config) {
  nlohmann::ordered_json json;
  json["image_processor_type"] = "ImageProcessor";
  json["do_rescale"] = true;
  json["rescale_factor"] = 1.0 / 255;
  json["do_resize"] = config.size.has_value();
  if (config.size) json["size"] = {{"height", (*config.size)[0]}, {"width", (*config.size)[1]}};
  json["do_normalize"] = !config.mean.empty();
  if (!config.mean.empty()) {
    json["image_mean"] = config.mean;
    json["image_std"] = config.std;
  }
  return json;
}

PreprocessorConfig preprocessor_from_json(const nlohmann::ordered_json& json) {
  PreprocessorConfig config;
  try {
    if (json.value("do_resize", false)) {
      const auto& size = json.at("size");
      config.size = {size.at("height").get<std::int64_t>(), size.at("width").get<std::int64_t>()};
    }
    if (json.value("do_normalize", false)) {
      config.mean = json.at("image_mean").get<std::vector<double>>();
      config.std = json.at("image_std").get<std::vector<double>>();
    }
  } catch (const nlohmann::json::exception& error) {
    fail(ErrorCode::kInvalidData, "preprocessor_config.json: {}", error.what());
  }
  if (config.mean.size() != config.std.size()) {
    fail(ErrorCode::kInvalidData,
         "preprocessor_config.json: image_mean has {} values and image_std {}", config.mean.size(),
         config.std.size());
  }
  for (const double deviation : config.std) {
    if (!(deviation > 0)) {
      fail(ErrorCode::kInvalidData, "preprocessor_config.json: image_std {} is not above 0",
           deviation);
    }
  }
  return config;
}

}  // namespace maas::transforms
