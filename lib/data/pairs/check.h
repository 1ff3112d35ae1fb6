#pragma once

#include <memory>

#include "data/split_check.h"
#include "maas/recipe.h"

namespace maas::data {

/// Checks ratings: every one is whole, there are two users and two items to be told apart, and
/// another split rates what train knows.
std::unique_ptr<SplitCheck> make_pair_check(const Recipe& recipe);

}  // namespace maas::data
