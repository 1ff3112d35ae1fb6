#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include "data/dataset.h"

namespace maas::data {

/// Takes a share of a set's samples out; both parts keep the set's order.
///
/// @param fraction  in (0, 1); of each class if `stratify`, rounded to nearest; of two samples or
///   more at least one is taken and one is left
/// @return what is left, and what was taken out
/// @throws Error kInvalidRecipe if either part would be empty
std::pair<std::shared_ptr<const Dataset>, std::shared_ptr<const Dataset>> take_out(
    std::shared_ptr<const Dataset> whole, double fraction, bool stratify, std::uint64_t seed);

/// Returns `count` samples of a set, or the set itself if it has no more: the first ones, or, where
/// the samples stand class by class, ones spread evenly over all, so that each class has its share.
std::shared_ptr<const Dataset> limited(std::shared_ptr<const Dataset> whole, std::int64_t count);

}  // namespace maas::data
