#pragma once

#include <memory>

#include "data/split_check.h"
#include "maas/recipe.h"

namespace maas::data {

/// Checks pictures by their headers: one size unless they are resized, and as many channels as the
/// normalisation has.
std::unique_ptr<SplitCheck> make_picture_check(const Recipe& recipe);

}  // namespace maas::data
