#pragma once

#include <vector>

#include "data/draft.h"

namespace maas::data {

/// Drafts a recipe for pictures: one picture size, a normalisation by what was measured, and a
/// network that suits them.
/// @throws Error as draft_recipe
Draft draft_for_pictures(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                         Progress& progress);

}  // namespace maas::data
