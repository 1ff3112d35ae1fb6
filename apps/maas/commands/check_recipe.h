#pragma once

#include <string>
#include <vector>

#include "data/check.h"
#include "maas/progress.h"
#include "maas/recipe.h"
#include "recipe/loader.h"

namespace maas::cli {

/// A recipe that is fine, and what the headers of its data say.
struct CheckedRecipe {
  Recipe recipe;
  std::vector<data::SplitSummary> splits;
  std::vector<std::string> warnings;
};

/// Checks everything that can be checked without LibTorch: keys, values, what goes with what, the
/// headers of the data, the model to start from.
/// @throws Error kInvalidRecipe, kNotFound, kInvalidData with everything that is wrong, each at its
///   place; kIo; kInterrupted or kTerminated if a stop is asked for
CheckedRecipe check_recipe(recipe::Document& document, Progress& progress);

}  // namespace maas::cli
