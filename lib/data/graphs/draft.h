#pragma once

#include <vector>

#include "data/draft.h"

namespace maas::data {

/// Drafts a recipe for graphs, or for the nodes of one: a network that suits them, for as long as
/// their number allows.
/// @throws Error as draft_recipe
Draft draft_for_graphs(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                       Progress& progress);

}  // namespace maas::data
