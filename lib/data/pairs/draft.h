#pragma once

#include <vector>

#include "data/draft.h"

namespace maas::data {

/// Drafts a recipe for ratings: their prediction or, where all are alike or it is asked for,
/// recommendations, by a matrix factorisation that suits their number.
/// @throws Error as draft_recipe
Draft draft_for_pairs(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                      Progress& progress);

}  // namespace maas::data
