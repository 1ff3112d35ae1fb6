#pragma once

#include <memory>

#include "data/split_check.h"
#include "maas/recipe.h"

namespace maas::data {

/// Checks tables: every row is whole, all splits have the columns of train, and a target whose
/// classes are not learnt holds numbers.
std::unique_ptr<SplitCheck> make_row_check(const Recipe& recipe);

}  // namespace maas::data
