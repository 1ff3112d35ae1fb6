#pragma once

#include <memory>

#include "data/split_check.h"
#include "maas/recipe.h"

namespace maas::data {

/// Checks episodes: all splits are of one environment. Tells what an agent sees and may do there.
std::unique_ptr<SplitCheck> make_environment_check(const Recipe& recipe);

}  // namespace maas::data
