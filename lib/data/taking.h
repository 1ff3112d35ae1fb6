#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "maas/recipe.h"

/// Which samples of the training files a recipe gives to its other splits: the check of a recipe
/// and the training itself ask here.
namespace maas::data {

/// A share that is taken out of what is left of the training samples.
struct Taking {
  std::string split;    ///< valid or test
  double fraction = 0;  ///< of what is left, not of all
  bool stratify = true;
};

/// Returns the shares in the order in which they are taken: the test samples first, so that they
/// stay the same whatever is validated on.
std::vector<Taking> takings_of(const DataBlock& data);

/// Returns how many of `size` samples, of one class or of all, a share takes: rounded to nearest,
/// at least one, but one is left.
std::int64_t taken_of(std::int64_t size, double fraction);

/// How many samples the training files leave for each split.
struct Division {
  std::int64_t train = 0;
  std::int64_t valid = 0;
  std::int64_t test = 0;
};

/// Returns the sizes before any limit.
/// @param counts  training samples of each class
Division division_of(std::vector<std::int64_t> counts, const std::vector<Taking>& takings);

}  // namespace maas::data
