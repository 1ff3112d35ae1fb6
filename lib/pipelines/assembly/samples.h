#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.h"
#include "maas/progress.h"
#include "maas/recipe.h"

namespace maas::pipelines {

/// The splits of a recipe's data; absent ones are null.
struct Samples {
  std::shared_ptr<const data::Dataset> train;
  std::shared_ptr<const data::Dataset> valid;
  std::shared_ptr<const data::Dataset> test;
  std::int64_t skipped = 0;           ///< samples that cannot be read and are in no split
  std::vector<std::string> warnings;  ///< of what is left out
};

/// One split's samples.
struct Split {
  std::shared_ptr<const data::Dataset> samples;
  std::int64_t skipped = 0;  ///< of its files
};

/// Opens what a training and its judgement read, each file once: the training split without what is
/// taken out of it, and the others. Up to data.skip_bad samples that cannot be read are left out
/// before anything else is done with the others.
/// @throws Error kInvalidRecipe, kNotFound, kInvalidData; kInterrupted or kTerminated if a stop is
///   asked for
Samples open_samples(const Recipe& recipe, Progress& progress);

/// Returns the fingerprints of all samples: split -> digest.
/// @throws Error kNotFound, kIo; kInterrupted or kTerminated if a stop is asked for
std::map<std::string, std::string> fingerprints(const Samples& samples, Progress& progress);

/// Opens one split for judging, and warns of samples that are left out by data.skip_bad.
/// @throws Error kInvalidRecipe if the recipe has no such split; as open_samples
Split open_split(const Recipe& recipe, const std::string& split, Progress& progress);

/// Opens other files in the layout of one split, or in that of the training split if the recipe
/// does not have it; all samples are taken, whatever the recipe's limits, but those that are left
/// out by data.skip_bad.
/// @throws Error kUsage if the layout's files are not named by one path; as open_samples
Split open_other(const Recipe& recipe, const std::string& split, const Path& files,
                 Progress& progress);

}  // namespace maas::pipelines
