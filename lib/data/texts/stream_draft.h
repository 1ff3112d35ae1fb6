#pragma once

#include <vector>

#include "data/draft.h"

namespace maas::data {

/// Drafts a recipe for texts that are gone on with, as one stream: a small network that learns to
/// spell.
/// @throws Error as draft_recipe
Draft draft_for_tokens(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                       Progress& progress);

}  // namespace maas::data
