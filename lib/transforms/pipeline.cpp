#include "transforms/pipeline.h"

#include <algorithm>

#include "maas/error.h"
#include "transforms/composite/composite.h"
#include "transforms/normalize/normalize.h"
#include "transforms/registry.h"
#include "transforms/resize/resize.h"

namespace maas::transforms {
namespace {

std::unique_ptr<Transform> make(Component component) {
  look_up(catalog(), Registry::kTransform, component);
  return factories().make(component);
}

/// A deterministic step among the random ones would be missing wherever nothing is augmented.
std::unique_ptr<Transform> make_augmentation(const Component& component) {
  auto step = make(component);
  if (step->is_random()) return step;
  throw failure_with_hint(ErrorCode::kInvalidRecipe, "list it under data.preprocess",
                          "transform '{}' is not random and cannot be in data.augment",
                          component.name);
}

std::unique_ptr<Transform> make_preprocessing(const Component& component) {
  auto step = make(component);
  if (!step->is_random()) return step;
  throw failure_with_hint(ErrorCode::kInvalidRecipe, "list it under data.augment",
                          "transform '{}' is random and cannot be in data.preprocess",
                          component.name);
}

}  // namespace

Pipeline::Pipeline(const std::vector<Component>& augment,
                   const std::vector<Component>& preprocess) {
  for (const Component& component : preprocess) append(make_preprocessing(component));
  const auto place = std::ranges::find_if(
      steps_, &Transform::standardizes, [](const auto& step) -> const Transform& { return *step; });
  std::vector<std::shared_ptr<const Transform>> random;
  for (const Component& component : augment) random.push_back(make_augmentation(component));
  steps_.insert(place, random.begin(), random.end());
}

ImageShape Pipeline::output(ImageShape shape) const {
  for (const auto& step : steps_) shape = step->output(shape);
  return shape;
}

PreprocessorConfig Pipeline::config() const {
  PreprocessorConfig config;
  for (const auto& step : steps_) step->record(config);
  if (!config.background) config.background = formats::kWhite;
  return config;
}

Pipeline pipeline_of(const PreprocessorConfig& config) {
  Pipeline pipeline;
  if (config.background) {
    const formats::Rgb& colour = *config.background;
    pipeline.append(make_composite({.background = {colour[0], colour[1], colour[2]}}));
  }
  if (config.size) {
    pipeline.append(make_resize({.height = (*config.size)[0], .width = (*config.size)[1]}));
  }
  if (!config.mean.empty()) {
    pipeline.append(make_normalize({.mean = config.mean, .std = config.std}));
  }
  return pipeline;
}

}  // namespace maas::transforms
