#pragma once

#include <vector>

#include "data/draft.h"

namespace maas::data {

/// Drafts a recipe for a series: a season by the autocorrelation of its target, windows that suit
/// the number of steps, and splits by the order of time.
/// @throws Error as draft_recipe
Draft draft_for_steps(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                      Progress& progress);

}  // namespace maas::data
