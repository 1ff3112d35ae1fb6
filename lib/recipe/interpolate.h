#pragma once

#include <set>
#include <string>

#include "recipe/node.h"
#include "recipe/problems.h"

namespace maas::recipe {

/// Replaces `${vars.x}`, `${path.to.key}`, `${env:X}` and `${env:X:-default}` in all scalars;
/// `$${` stands for `${`. A default may hold references itself.
///
/// A scalar that is one reference becomes what it refers to, whatever its type. Values from the
/// environment are taken as they are. A relative path counts from the file that wrote its first
/// character. Unknown keys, unset variables, cycles and expansions beyond bounds are problems, and
/// the scalar is broken then.
void interpolate(Node& root, Problems& problems);

/// Adds the names x of all `${vars.x}` in a tree.
void collect_referenced_vars(const Node& node, std::set<std::string>& names);

}  // namespace maas::recipe
