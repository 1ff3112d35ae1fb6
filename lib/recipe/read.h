#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "maas/catalog.h"
#include "maas/fields.h"
#include "recipe/node.h"
#include "recipe/problems.h"

namespace maas::recipe {

struct ReadOptions {
  bool ignore_unknown_keys = false;
  std::vector<std::string> further_keys{};  ///< known at the top beside the fields, for suggestions
};

/// Writes a map's values into a described struct; keys that are not there keep their defaults.
///
/// A table's component is looked up in the catalog, and its options' keys join the table. Unknown
/// and missing keys, values of a wrong type, range or unit and unknown components are problems;
/// what was broken before is passed over. `path` is where the map stands, for messages.
void read(const Node& map, Fields fields, const Catalog& catalog, Problems& problems,
          const std::string& path = {}, const ReadOptions& options = {});

/// Writes a scalar where a field keeps it.
///
/// `slot` is the field's own, or that of an element; it holds no list, map, optional or struct.
void read_scalar(const Node& node, const Field& field, const Slot& slot, const std::string& path,
                 Problems& problems);

}  // namespace maas::recipe
