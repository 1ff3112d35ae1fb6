#pragma once

#include "recipe/node.h"

namespace maas::recipe {

/// Writes the keys of a recipe whose value stands for a table as that table, so that what is laid
/// over it adds to it: `task: NAME` becomes `task: {name: NAME}`.
void spell_out(Node& recipe);

}  // namespace maas::recipe
