#pragma once

#include <string>
#include <vector>

#include "maas/fields.h"

namespace maas::tasks {

/// What the tasks on tables have in common.
struct TableOptions {
  std::string target;
  std::vector<std::string> ignore;
  std::vector<std::string> categories;
};

/// @param what  the target column holds: "column that holds the class"
inline void describe_table(Fields& fields, TableOptions& options, std::string what) {
  fields("target", options.target, std::move(what)).metavar("COLUMN").required();
  fields("ignore", options.ignore, "columns that are not learned from");
  fields("categories", options.categories, "columns of numbers that only name something");
}

}  // namespace maas::tasks
