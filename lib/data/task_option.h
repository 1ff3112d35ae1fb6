#pragma once

#include <string_view>

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
inline bool has_task_option(const Recipe& recipe, std::string_view name) {
  AnyOptions options = recipe.task.options;
  Fields fields;
  options.describe_into(fields);
  return fields.find(name) != nullptr;
}

}  // namespace maas::data
