#pragma once

#include <memory>
#include <vector>

#include "maas/catalog.h"
#include "transforms/transform.h"

namespace maas::transforms {

/// Transforms in a row.
class Pipeline {
 public:
  Pipeline() = default;

  /// Makes the transforms that a recipe lists; options that are missing get their defaults.
  /// @throws Error kInvalidRecipe if a random one is among `preprocess`, or another among `augment`
  Pipeline(const std::vector<Component>& augment, const std::vector<Component>& preprocess);

  void append(std::shared_ptr<const Transform> step) { steps_.push_back(std::move(step)); }

  void apply(Image& image, base::Random& random) const {
    for (const auto& step : steps_) step->apply(image, random);
  }

  /// @throws Error kInvalidRecipe if a step does not take what the one before gives
  ImageShape output(ImageShape shape) const;

  PreprocessorConfig config() const;

 private:
  std::vector<std::shared_ptr<const Transform>> steps_;
};

/// Returns the pipeline that a published description stands for: resize, then normalise.
Pipeline pipeline_of(const PreprocessorConfig& config);

}  // namespace maas::transforms
