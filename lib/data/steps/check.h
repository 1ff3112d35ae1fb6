#pragma once

#include <memory>

#include "data/split_check.h"
#include "maas/recipe.h"

namespace maas::data {

/// Checks series: every step is whole, all splits have the columns of train, the target is not the
/// same in all steps, and what the task looks back on and tells ahead is there.
std::unique_ptr<SplitCheck> make_step_check(const Recipe& recipe);

}  // namespace maas::data
