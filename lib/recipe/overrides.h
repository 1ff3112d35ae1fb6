#pragma once

#include <string>
#include <vector>

#include "recipe/node.h"
#include "recipe/problems.h"

namespace maas::recipe {

/// A flag of the command line that sets a key.
struct Flag {
  std::string path;                 ///< `quantize.scheme`
  std::vector<std::string> values;  ///< one, unless the key is a list
  bool is_list = false;
  std::string shown;  ///< `--scheme w8a8`
};

/// Applies `a.b=value`, `a.list[0].x=value` and `~a.b` to a tree.
///
/// The value is a plain scalar, or YAML if it begins with `[`, `{` or a quote. `order` is the
/// argument's place among the sources. What is no override, a list index out of range and removing
/// what is not there are problems.
void apply_override(Node& root, const std::string& argument, int order, Problems& problems);

/// Sets a flag's key.
void apply_flag(Node& root, const Flag& flag, int order, Problems& problems);

}  // namespace maas::recipe
