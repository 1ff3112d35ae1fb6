#include "data/layout.h"

#include "data/task_option.h"
#include "maas/catalog.h"
#include "recipe/kinds.h"
#include "recipe/write.h"

namespace maas::data {

std::unique_ptr<Divisible> Layout::divisible(const std::filesystem::path&,
                                             const std::string&) const {
  return nullptr;
}

Opening opening_of(const Recipe& recipe) {
  AnyOptions options = recipe.task.options;
  Fields fields;
  options.describe_into(fields);
  Opening opening;
  const recipe::Node map = recipe::to_node(std::move(fields), recipe::Purpose::kReport);
  const recipe::Node* const target = map.find("target");
  if (target != nullptr && target->is(recipe::Node::Kind::kScalar)) opening.target = target->text;
  opening.ignored = names_in_task(recipe, "ignore");
  const Card* const task = catalog().find(Registry::kTask, recipe.task.name);
  opening.wants_classes = task == nullptr || recipe::learns_classes(*task);
  return opening;
}

}  // namespace maas::data
