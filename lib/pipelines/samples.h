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
};

/// Opens what a training reads: the training split without what the validation split takes out of
/// it, and the validation split.
/// @throws Error kInvalidRecipe, kNotFound, kInvalidData
Samples open_training(const Recipe& recipe);

/// Returns the fingerprints of all samples that a training and its judgement read: split -> digest.
/// @param samples  of the same recipe
/// @throws Error as open_split, for the test split
std::map<std::string, std::string> fingerprints(const Recipe& recipe, const Samples& samples);

/// Opens one split for judging.
/// @throws Error kInvalidRecipe if the recipe has no such split; kNotFound, kInvalidData
std::shared_ptr<const data::Dataset> open_split(const Recipe& recipe, const std::string& split);

/// Opens other files in the layout of one split, or in that of the training split if the recipe
/// does not have it; all samples are taken, whatever the recipe's limits.
/// @throws Error kUsage if the layout's files are not named by one path; kNotFound, kInvalidData
std::shared_ptr<const data::Dataset> open_other(const Recipe& recipe, const std::string& split,
                                                const Path& files);

/// @throws Error kInvalidData unless both are the same classes in the same order
void require_same_classes(std::string_view one, const std::vector<std::string>& of_one,
                          std::string_view other, const std::vector<std::string>& of_other);

/// The components of a list of transforms.
std::vector<Component> components_of(const std::vector<TransformBlock>& blocks);

}  // namespace maas::pipelines
