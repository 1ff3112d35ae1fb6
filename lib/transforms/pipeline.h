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
  ///
  /// Augmentation acts on pictures as the network will see them: behind resize, so that its lengths
  /// mean the same for pictures of any size, and before normalize, so that values are in 0..1.
  /// @throws Error kInvalidRecipe if a random one is among `preprocess`, or another among `augment`
  Pipeline(const std::vector<Component>& augment, const std::vector<Component>& preprocess);

  void append(std::shared_ptr<const Transform> step) { steps_.push_back(std::move(step)); }

  void apply(Image& image, base::Random& random) const {
    for (const auto& step : steps_) step->apply(image, random);
  }

  /// @throws Error kInvalidRecipe if a step does not take what the one before gives
  ImageShape output(ImageShape shape) const;

  /// Returns the description of the deterministic steps; its background is always stated.
  /// @throws Error kInvalidRecipe if the order or number of steps cannot be described
  PreprocessorConfig config() const;

  /// Returns what pictures have to be decoded onto.
  formats::Rgb background() const { return *config().background; }

 private:
  std::vector<std::shared_ptr<const Transform>> steps_;
};

/// Returns the pipeline that a published description stands for: composite, resize, normalise.
Pipeline pipeline_of(const PreprocessorConfig& config);

}  // namespace maas::transforms
