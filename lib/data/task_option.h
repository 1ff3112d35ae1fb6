#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "maas/recipe.h"

namespace maas::data {

/// Returns an option of a recipe's task; `otherwise` if the task has none of that name and type.
template <class Value>
Value task_option(const Recipe& recipe, std::string_view name, Value otherwise) {
  AnyOptions options = recipe.task.options;
  Fields fields;
  options.describe_into(fields);
  const Field* const field = fields.find(name);
  const auto* const slot = field ? std::get_if<Value*>(&field->slot.target) : nullptr;
  return slot ? **slot : otherwise;
}

/// Whether a recipe's task has an option of that name.
bool has_task_option(const Recipe& recipe, std::string_view name);

/// Returns an option of a recipe's task that is a list of names; empty if it has none such.
std::vector<std::string> names_in_task(const Recipe& recipe, std::string_view name);

}  // namespace maas::data
