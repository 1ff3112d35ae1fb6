#pragma once

#include <string>

#include "data/look.h"

namespace maas::data {

/// Returns a commented minimal recipe that trains on the data as it is: absolute paths, a share of
/// the training pictures for each split that has no files, one picture size, a normalisation by
/// what was measured, and a network, an optimizer and a length that suit the size of the data.
/// @throws Error kInvalidData if the pictures are too few to take the missing splits out of them
std::string draft_recipe(const Look& look);

}  // namespace maas::data
