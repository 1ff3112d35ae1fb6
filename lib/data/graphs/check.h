#pragma once

#include <memory>

#include "data/split_check.h"
#include "maas/recipe.h"

namespace maas::data {

/// Checks graphs: the task is one of whole graphs or of nodes as the samples are, and what is known
/// of nodes is the same in every split.
std::unique_ptr<SplitCheck> make_graph_check(const Recipe& recipe);

}  // namespace maas::data
