#pragma once

#include <vector>

#include "data/draft.h"

namespace maas::data {

/// Drafts a recipe for tables: the task and the columns that it looks at, and a network that suits
/// the number of rows.
/// @throws Error as draft_recipe
Draft draft_for_rows(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                     Progress& progress);

}  // namespace maas::data
