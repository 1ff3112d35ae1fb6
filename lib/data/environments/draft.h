#pragma once

#include <vector>

#include "data/draft.h"

namespace maas::data {

/// As draft_recipe, of an environment.
Draft draft_for_environment(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                            Progress& progress);

}  // namespace maas::data
