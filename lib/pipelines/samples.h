#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.h"
#include "maas/recipe.h"
#include "transforms/pipeline.h"

namespace maas::pipelines {

/// The splits of a recipe's data; absent ones are null.
struct Samples {
  std::shared_ptr<const data::Dataset> train;
  std::shared_ptr<const data::Dataset> valid;
  std::shared_ptr<const data::Dataset> test;
};

/// Opens what a training and its judgement read, each file once: the training split without what is
/// taken out of it, and the others with the classes of the training split.
/// @throws Error kInvalidRecipe, kNotFound, kInvalidData
Samples open_samples(const Recipe& recipe);

/// Returns the fingerprints of all samples: split -> digest.
/// @throws Error kNotFound, kIo
std::map<std::string, std::string> fingerprints(const Samples& samples);

/// Opens one split for judging.
/// @throws Error kInvalidRecipe if the recipe has no such split; kNotFound, kInvalidData
std::shared_ptr<const data::Dataset> open_split(const Recipe& recipe, const std::string& split);

/// Opens other files in the layout of one split, or in that of the training split if the recipe
/// does not have it; all samples are taken, whatever the recipe's limits.
/// @throws Error kUsage if the layout's files are not named by one path; kNotFound, kInvalidData
std::shared_ptr<const data::Dataset> open_other(const Recipe& recipe, const std::string& split,
                                                const Path& files);

/// The components of a list of transforms.
std::vector<Component> components_of(const std::vector<TransformBlock>& blocks);

}  // namespace maas::pipelines
