#include "transforms/pipeline.h"

#include <algorithm>
#include <array>
#include <cmath>

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

namespace {

constexpr const char* kFile = "preprocessor_config.json";
constexpr std::int64_t kLargestSide = 8192;

/// Pixels come as bytes and are networks' in 0..1; another scale would pass unnoticed.
void check_rescaling(const nlohmann::ordered_json& json) {
  constexpr double kFactor = 1.0 / 255;
  const double factor = json.value("rescale_factor", kFactor);
  if (!json.value("do_rescale", true) || std::abs(factor - kFactor) > 1e-6) {
    fail(ErrorCode::kInvalidData, "{}: pixels in 0..1 are supported alone: do_rescale by 1/255",
         kFile);
  }
}

std::array<std::int64_t, 2> size_of(const nlohmann::ordered_json& json) {
  const auto height = json.at("height").get<std::int64_t>();
  const auto width = json.at("width").get<std::int64_t>();
  if (std::min(height, width) < 1 || std::max(height, width) > kLargestSide) {
    fail(ErrorCode::kInvalidData, "{}: a size of {}x{} is not within 1..{}", kFile, height, width,
         kLargestSide);
  }
  return {height, width};
}

void check_normalization(const PreprocessorConfig& config) {
  if (config.mean.size() != config.std.size()) {
    fail(ErrorCode::kInvalidData, "{}: image_mean has {} values and image_std {}", kFile,
         config.mean.size(), config.std.size());
  }
  for (const double deviation : config.std) {
    if (deviation > 0) continue;
    fail(ErrorCode::kInvalidData, "{}: image_std {} is not above 0", kFile, deviation);
  }
}

}  // namespace

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
    check_rescaling(json);
    if (json.value("do_resize", false)) config.size = size_of(json.at("size"));
    if (json.value("do_normalize", false)) {
      config.mean = json.at("image_mean").get<std::vector<double>>();
      config.std = json.at("image_std").get<std::vector<double>>();
    }
  } catch (const nlohmann::json::exception& error) {
    fail(ErrorCode::kInvalidData, "{}: {}", kFile, error.what());
  }
  check_normalization(config);
  return config;
}

}  // namespace maas::transforms
