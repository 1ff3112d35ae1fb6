#pragma once

#include <vector>

#include "data/draft.h"

namespace maas::data {

/// Drafts a recipe for texts: a network that reads them word by word, for as long as their number
/// allows.
/// @throws Error as draft_recipe
Draft draft_for_texts(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                      Progress& progress);

}  // namespace maas::data
