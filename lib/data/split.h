#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include "data/dataset.h"
#include "maas/progress.h"
#include "maas/recipe.h"

namespace maas::data {

/// What is left of a set, and what was taken out of it; both keep its order, either may be empty.
using TakenOut = std::pair<std::shared_ptr<const Dataset>, std::shared_ptr<const Dataset>>;

/// Takes a share of a set's samples out, chosen by their contents.
///
/// @param fraction  in (0, 1); of each class, if there are any and `stratify`, as share_of has it
/// @throws Error kNotFound, kIo; kInterrupted or kTerminated if a stop is asked for
TakenOut take_out(std::shared_ptr<const Dataset> whole, double fraction, bool stratify,
                  std::uint64_t key, Progress& progress);

/// Takes the last of a set's samples out.
/// @param fraction  in (0, 1)
TakenOut take_last(std::shared_ptr<const Dataset> whole, double fraction);

/// The samples of a recipe's training files, and the shares of them that are other splits.
struct Division {
  std::shared_ptr<const Dataset> train;  ///< what is left, before any limit
  std::shared_ptr<const Dataset> valid;  ///< null unless it is taken out of train
  std::shared_ptr<const Dataset> test;
};

/// Divides the training samples as a recipe says: the test samples first, so that they stay the
/// same whatever is validated on.
/// @throws Error kInvalidRecipe, led by the split's key, if they are too few to take a share out,
/// or
///   follow each other and are to be taken by a hash;
///   kNotFound, kIo; kInterrupted or kTerminated if a stop is asked for
Division divide(std::shared_ptr<const Dataset> whole, const DataBlock& data, Progress& progress);

/// Returns `count` samples of a set, or the set itself if it has no more: the first ones, or, where
/// the samples stand class by class, ones spread evenly over all, so that each class has its share.
std::shared_ptr<const Dataset> limited(std::shared_ptr<const Dataset> whole, std::int64_t count);

}  // namespace maas::data
