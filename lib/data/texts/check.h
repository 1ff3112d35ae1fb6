#pragma once

#include <memory>

#include "data/split_check.h"
#include "maas/recipe.h"

namespace maas::data {

/// Checks texts: every one is whole. Tells how many words they have.
std::unique_ptr<SplitCheck> make_text_check(const Recipe& recipe);

}  // namespace maas::data
