#pragma once

#include <memory>
#include <string>

#include "data/dataset.h"
#include "maas/recipe.h"
#include "transforms/pipeline.h"

namespace maas::pipelines {

/// The splits of a recipe's data; absent ones are null.
struct Samples {
  std::shared_ptr<const data::Dataset> train;
  std::shared_ptr<const data::Dataset> valid;
};

/// Opens what a training reads: the training split without what the validation split takes out of
/// it, and the validation split.
/// @throws Error kInvalidRecipe, kNotFound, kInvalidData
Samples open_training(const Recipe& recipe);

/// Opens one split for judging.
/// @throws Error kInvalidRecipe if the recipe has no such split; kNotFound, kInvalidData
std::shared_ptr<const data::Dataset> open_split(const Recipe& recipe, const std::string& split);

/// The components of a list of transforms.
std::vector<Component> components_of(const std::vector<TransformBlock>& blocks);

}  // namespace maas::pipelines
