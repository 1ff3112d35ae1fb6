#pragma once

#include <string>

#include "maas/catalog.h"

namespace maas::pipelines {

/// @throws Error kInvalidRecipe unless the component's card lists what it is wanted for: a task, a
///   scheme, a kind of pruning
void require_support(Registry registry, const std::string& name, const std::string& wanted);

}  // namespace maas::pipelines
