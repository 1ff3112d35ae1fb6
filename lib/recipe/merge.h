#pragma once

#include <string_view>

#include "recipe/node.h"
#include "recipe/problems.h"

namespace maas::recipe {

/// Lays `over` on `base`, a map each: maps merge, scalars and lists replace, `~key:` removes,
/// `key+:` appends to a list.
///
/// Removing what is not there and appending to what is no list are problems.
void merge(Node& base, Node over, std::string_view path, Problems& problems);

}  // namespace maas::recipe
