#include "data/task_option.h"

#include "recipe/write.h"

namespace maas::data {

bool has_task_option(const Recipe& recipe, std::string_view name) {
  AnyOptions options = recipe.task.options;
  Fields fields;
  options.describe_into(fields);
  return fields.find(name) != nullptr;
}

std::vector<std::string> names_in_task(const Recipe& recipe, std::string_view name) {
  AnyOptions options = recipe.task.options;
  Fields fields;
  options.describe_into(fields);
  const recipe::Node map = recipe::to_node(std::move(fields), recipe::Purpose::kReport);
  std::vector<std::string> names;
  if (const recipe::Node* const list = map.find(name)) {
    for (const recipe::Node& item : list->items) names.push_back(item.text);
  }
  return names;
}

}  // namespace maas::data
