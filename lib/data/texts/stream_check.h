#pragma once

#include <memory>

#include "data/split_check.h"
#include "maas/recipe.h"

namespace maas::data {

/// Checks texts that are learned from as one stream: every one is whole. A training takes windows
/// of `task.context` characters.
std::unique_ptr<SplitCheck> make_token_check(const Recipe& recipe);

}  // namespace maas::data
